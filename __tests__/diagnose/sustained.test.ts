import { describe, expect, it } from 'vitest';
import { findSustained, seemsWorse } from '../../src/diagnose/sustained.ts';
import { searchesOf } from '../../src/diagnose/sustained-search.ts';
import type { Endurance } from '../../src/model/endurance.ts';
import type { Finding } from '../../src/model/finding.ts';
import { enduranceOf } from './a-drift.ts';

const limits = { driftPercent: 20, errorsPercent: 1 };
/** Noise of 2 % without chance. */
const ripple = (index: number): number => [1.02, 0.99, 1, 1.01, 0.98][(index * 3) % 5] ?? 1;
const calm = (part: (index: number) => Partial<Endurance['batches'][number]> = () => ({}), count = 30): Endurance =>
  enduranceOf(count, (index) => ({
    p50Ms: 4 * ripple(index),
    p95Ms: 9 * ripple(index + 1),
    cpuMs: 100 * ripple(index + 2),
    ...part(index),
  }));
const slower = (from = 6, to = 12): Endurance => calm((index) => ({ p50Ms: ripple(index) * (from + ((to - from) * index) / 29) }));
const again = (endurance: Endurance): Endurance => ({ ...endurance, attempt: 2 });
const find = (endurances: readonly Endurance[], more: Partial<Parameters<typeof findSustained>[0]> = {}): Finding =>
  findSustained({ endurances, limits, findings: [], ended: null, replay: 'again', ...more });

describe('findSustained', () => {
  it('holds what stays as it began, with what it came to', () => {
    const finding = find([calm()]);
    expect(finding).toMatchObject({
      kind: 'held',
      id: 'property.sustained',
      limit: 20,
      unit: '%',
      sentence: expect.stringMatching(
        /^As good after 15\s000 operations as at the beginning: p50 [−+][\d.]+ %, p95 [−+][\d.]+ %, CPU time per operation [−+][\d.]+ %, error rate \+0 points$/,
      ),
    });
    expect(finding.measured).toBeGreaterThanOrEqual(0);
    expect(finding.evidence).toHaveLength(5);
    expect(finding.evidence.at(-1)).toMatch(/^95 % intervals: a rise of p50 by up to .* %, .* in .* could hide in this$/);
    expect(finding.evidence[0]).toMatch(
      /^first process: p50 (?:rose|fell) by .* over 15\s000 operations, from 4[\d.]* ms to [\d.]+ ms; 95 % interval −.*, 30 batches$/,
    );
    expect(seemsWorse(calm(), limits)).toBe(false);
  });

  it('breaks for what two processes show, the second of which began anew', () => {
    const finding = find([slower(), again(slower())]);
    expect(seemsWorse(slower(), limits)).toBe(true);
    expect(finding).toMatchObject({ kind: 'broken', limit: 20, replay: 'again' });
    expect(finding.sentence).toMatch(
      /^The p50 rose by \d+ % over 15\s000 operations, from [\d.]+ ms to 1[\d.]+ ms, and so it did in the other of two processes, each of which began anew$/,
    );
    expect(finding.measured).toBeGreaterThan(40);
    // Fewer operations show it than were done.
    const operations = /^fails after ([\d\s]+) operations$/.exec(finding.evidence[0] ?? '')?.[1]?.replace(/\s/g, '');
    expect(Number(operations)).toBeGreaterThanOrEqual(6_000);
    expect(Number(operations)).toBeLessThan(15_000);
  });

  it('does not know of one process, or of a second that began where the first had come to', () => {
    expect(find([slower()])).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringContaining('in one process only: that may be the machine'),
    });
    expect(find([slower(), again(slower(12, 24))])).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringContaining('a fresh process began where it ended'),
    });
    expect(find([calm(), again(slower())])).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringContaining('only one of two processes'),
    });
  });

  it('takes back what a second process does not show', () => {
    expect(find([slower(), again(calm())]).kind).toBe('held');
  });

  it('counts errors, and those that fail together for little', () => {
    const failing = calm((index) => ({ errors: 3 * index }));
    expect(find([failing, again(failing)])).toMatchObject({
      kind: 'broken',
      unit: '%',
      limit: 1,
      sentence: expect.stringMatching(/^The error rate rose by [\d.]+ points over 15\s000 operations, from [\d.]+ % to [\d.]+ %/),
    });
    const burst = calm((index) => ({ errors: index === 28 ? 300 : 0 }));
    expect(find([burst, again(burst)]).kind).not.toBe('broken');
  });

  it('is not told twice where a leak tells it', () => {
    const leak: Finding = {
      kind: 'broken',
      id: 'leak.memory',
      sentence: 'It leaks.',
      measured: 900,
      limit: null,
      unit: 'B/operation',
      evidence: [],
    };
    expect(find([slower(), again(slower())], { findings: [leak] })).toMatchObject({
      kind: 'broken',
      toldBy: 'leak.memory',
      sentence: expect.stringMatching(
        /^At the end of a long run the service holds more than at its beginning, as leak\.memory tells, and its p50 rose/,
      ),
    });
    expect(find([calm()], { findings: [leak] })).toMatchObject({ kind: 'broken', toldBy: 'leak.memory' });
    const open = find([calm()], { findings: [{ ...leak, kind: 'inconclusive' }] });
    expect(open.kind).toBe('held');
    expect(open.evidence.at(-1)).toBe('memory, by leak.memory: It leaks.');
  });

  it('knows nothing of no batches, of few, or of clients that hung up; and says so without a number', () => {
    const nothing = { kind: 'inconclusive', measured: null, limit: null };
    expect(find([])).toMatchObject({ ...nothing, sentence: expect.stringContaining('too little time') });
    expect(find([], { ended: 'died' })).toMatchObject({ ...nothing, sentence: expect.stringContaining('it died before') });
    expect(find([calm(undefined, 9)])).toMatchObject({
      ...nothing,
      sentence: expect.stringContaining('9 batches of operations are too few'),
    });
    expect(find([{ ...slower(), mode: 'abandoned' }])).toMatchObject(nothing);
    expect(seemsWorse({ ...slower(), mode: 'abandoned' }, limits)).toBe(false);
  });

  it('does not say of batches that vary as they like that they stayed the same', () => {
    const wild = (index: number): number => 1 + 9 * ((index * 7) % 5);
    const finding = find([calm((index) => ({ p50Ms: wild(index), p95Ms: wild(index), cpuMs: 100 * wild(index) }), 20)]);
    expect(finding).toMatchObject({
      kind: 'inconclusive',
      measured: null,
      sentence: expect.stringContaining('its 20 batches vary too much'),
    });
  });

  it('leaves alone what is below a millisecond', () => {
    const tiny = calm((index) => ({ p50Ms: ripple(index) * (0.4 + (0.4 * index) / 29) }));
    expect(find([tiny, again(tiny)]).kind).toBe('held');
  });
});

describe('searchesOf', () => {
  it('tells what was tried, by processes', () => {
    expect(searchesOf([calm(), again(slower()), { ...calm(), mode: 'abandoned' }], 7)).toEqual([
      {
        property: 'property.sustained',
        scenarios: 2,
        seed: 7,
        path: '',
        spread: [
          expect.stringMatching(/^first process: 30 batches, 15\s000 operations in 8 s$/),
          expect.stringMatching(/^fresh process: 30 batches, 15\s000 operations in 8 s$/),
        ],
      },
    ]);
    expect(searchesOf([], 7)).toEqual([]);
  });
});
