import { describe, expect, it } from 'vitest';
import { nextStep } from '../../../src/diagnose/leak/next-step.ts';
import type { Endurance } from '../../../src/model/endurance.ts';
import { openChance } from '../../../src/stats/chance.ts';
import { anEndurance } from './an-endurance.ts';
import { leaking } from './services.ts';
import { endure } from './simulated.ts';

const megabyte = 1_024 ** 2;
const lot = 60_000;

function losing(batches: number, each: number, bytes: number, more: Partial<Endurance> = {}): Endurance {
  return anEndurance(batches, each, (operations) => ({ heapBytes: 6 * megabyte + operations * bytes }), more);
}

describe('the next step', () => {
  it('is a short batch at first', () => {
    const step = nextStep(losing(0, 0, 0), null, lot);
    expect(step).toMatchObject({ kind: 'batch' });
    expect(step.kind === 'batch' && step.durationMs).toBeLessThanOrEqual(50);
  });

  it('is a fresh process once the first is suspected', () => {
    expect(nextStep(losing(9, 800, 1_000), null, lot)).toMatchObject({ kind: 'batch' });
    expect(nextStep(losing(10, 800, 1_000), null, lot)).toEqual({ kind: 'fresh-process' });
  });

  it('is none when nothing is suspected', () => {
    const calm = anEndurance(20, 800, () => ({ heapBytes: 6 * megabyte, descriptors: 20, threads: 12, sockets: 3 }));
    expect(nextStep(calm, null, lot)).toEqual({ kind: 'enough' });
  });

  it('waits for descriptors that only begin to be many', () => {
    const both = (operations: number): number => 20 + Math.floor(Math.max(0, operations - 6_000) / 100);
    const early = anEndurance(12, 800, (operations) => ({ heapBytes: 6 * megabyte + operations * 1_000, descriptors: both(operations) }));
    expect(nextStep(early, null, lot)).toMatchObject({ kind: 'batch' });
  });

  it('gives a suspicion of the last moment to a fresh process as well, and ends otherwise when time is up', () => {
    expect(nextStep(losing(10, 300, 3_000), null, 100)).toEqual({ kind: 'fresh-process' });
    expect(nextStep(losing(10, 80, 3_000), null, 100)).toEqual({ kind: 'enough' });
    expect(nextStep(losing(10, 800, 1_000), losing(10, 800, 1_000, { attempt: 2 }), 100)).toEqual({ kind: 'enough' });
  });

  it('asks three times the operations, 24 000 of them and seven seconds of the fresh process, and a rest at the end', () => {
    const first = losing(12, 1_000, 1_000);
    const second = (batches: number, durationMs: number): Endurance => losing(batches, 1_000, 1_000, { attempt: 2, durationMs });
    expect(nextStep(first, second(35, 9_000), lot)).toMatchObject({ kind: 'batch' });
    expect(nextStep(first, second(36, 6_000), lot)).toMatchObject({ kind: 'batch' });
    expect(nextStep(first, second(36, 9_000), lot)).toEqual({ kind: 'rest', restMs: 1_000 });
    const done = second(36, 10_000);
    const last = done.batches.at(-1);
    if (last === undefined) throw new Error('no batch');
    const rested = (...bytes: readonly number[]): Endurance => ({
      ...done,
      batches: [...done.batches, ...bytes.map((heapBytes) => ({ ...last, requests: 0, heapBytes }))],
    });
    const full = last.heapBytes ?? 0;
    expect(nextStep(first, rested(full), lot)).toEqual({ kind: 'enough' });
    expect(nextStep(first, rested(full - 3e6), lot)).toEqual({ kind: 'rest', restMs: 1_000 });
    expect(nextStep(first, rested(full - 3e6, full - 6e6), lot)).toEqual({ kind: 'enough' });
  });

  it('ends as soon as the fresh process refutes it', () => {
    const second = anEndurance(24, 1_000, () => ({ heapBytes: 6 * megabyte }), { attempt: 2, durationMs: 4_000 });
    expect(nextStep(losing(10, 800, 1_000), second, lot)).toEqual({ kind: 'enough' });
  });

  it('makes batches shorter that add too much, in bytes or in handles', () => {
    const usual = nextStep(losing(6, 800, 100), null, lot);
    const heavy = nextStep(losing(6, 800, 100_000), null, lot);
    const many = nextStep(
      anEndurance(6, 800, (operations) => ({ heapBytes: 6 * megabyte, threads: operations })),
      null,
      lot,
    );
    if (usual.kind !== 'batch' || heavy.kind !== 'batch' || many.kind !== 'batch') throw new Error('no batch');
    expect(heavy.durationMs).toBeLessThan(usual.durationMs / 3);
    expect(many.durationMs).toBe(20);
  });

  it('leaves a service longer alone that holds more for a while, and from the beginning when the first process did', () => {
    const restless = anEndurance(8, 800, (_, index) => ({ heapBytes: (index % 3 === 1 ? 30 : 6) * megabyte }));
    expect(nextStep(restless, null, lot)).toMatchObject({ kind: 'batch', restMs: 250 });
    expect(nextStep(restless, losing(0, 0, 0, { attempt: 2 }), lot)).toMatchObject({ kind: 'batch', restMs: 250 });
    expect(nextStep(losing(8, 800, 1_000), null, lot)).toMatchObject({ kind: 'batch', restMs: 30 });
  });

  it('counts of clients that hang up only those, as the proof does', () => {
    const cut = (batches: number, abandoned: number, more: Partial<Endurance> = {}): Endurance =>
      anEndurance(batches, 1_000, (operations) => ({ abandoned, heapBytes: 6 * megabyte + operations * 1_000 }), {
        mode: 'abandoned',
        durationMs: 9_000,
        ...more,
      });
    // Three times the operations, of which hardly any was abandoned.
    expect(nextStep(cut(12, 40), cut(40, 4, { attempt: 2 }), lot)).toMatchObject({ kind: 'batch' });
    expect(nextStep(cut(12, 40), cut(40, 40, { attempt: 2 }), lot)).toEqual({ kind: 'rest', restMs: 1_000 });
  });

  it('keeps within the time it is given, whatever leaks', () => {
    for (const [memory] of Object.values(leaking)) {
      for (const perMs of [0.3, 6]) {
        const { tookMs, endurances } = endure({ memory, perMs }, openChance(20_291, 0), 5_000, 15_000);
        expect(tookMs).toBeLessThan(5_000 + 15_000 + 3_000);
        expect(Math.max(...endurances.map(({ batches }) => batches.at(-1)?.heapBytes ?? 0))).toBeLessThan(1_700 * megabyte);
      }
    }
  });
});
