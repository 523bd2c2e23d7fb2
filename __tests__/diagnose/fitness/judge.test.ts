import { describe, expect, it } from 'vitest';

import { judgeFitness } from '../../../src/diagnose/fitness/judge.ts';
import type { Checkup, CheckupRound } from '../../../src/model/checkup.ts';
import type { FitnessCheck } from '../../../src/model/fitness.ts';
import { aCheckup, pace, round } from './a-checkup.ts';

const rounds = (...given: readonly Partial<CheckupRound>[]): Checkup => aCheckup({ rounds: given.map(round) });
const five = (given: Partial<CheckupRound>): Checkup => rounds(given, given, given, given, given);
const check = (checkup: Checkup, id: string): FitnessCheck | undefined => judgeFitness(checkup).checks.find((each) => each.id === id);

describe('a machine', () => {
  it('that is quiet and quick is fit, and the answer says up to where', () => {
    const fitness = judgeFitness(aCheckup());
    expect(fitness).toMatchObject({ kind: 'ok', generatorPerSecond: 40_000 });
    expect(fitness.sentence).toMatch(/^This machine is fit to measure on: up to 40.000 requests\/s, and differences from 0 % on\.$/);
    expect(fitness.checks.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['timer ok', 'generator ok', 'noise ok', 'machine ok']);
  });

  it('is judged by its worst check, which the answer names', () => {
    const late = { paces: [pace(100), pace(1_000, { lagP50Ms: 3 })] };
    expect(judgeFitness(five(late))).toMatchObject({ kind: 'limited', sentence: expect.stringContaining('(timer)') });
    const slow = { ...late, speed: { ratePerSecond: 200, requestsPerCpuSecond: 300 } };
    expect(judgeFitness(five(slow))).toMatchObject({ kind: 'unfit', sentence: expect.stringContaining('(generator)') });
  });
});

describe('the timer', () => {
  it.each([
    ['ok', { lagP50Ms: 0.9 }],
    ['limited', { lagP50Ms: 1.1 }],
    ['unfit', { lagP50Ms: 11 }],
    ['limited', { achievedPerSecond: 980 }],
    ['unfit', { achievedPerSecond: 850 }],
    ['limited', { hiccupP99Ms: 9 }],
    ['unfit', { lagP50Ms: null }],
    ['ok', { hiccupP99Ms: null, hiccupMaxMs: null }],
    ['ok', { lagP99Ms: 300, hiccupMaxMs: 300 }],
  ] as const)('is %s with %j', (kind, given) => {
    const paces = [pace(100, 'hiccupP99Ms' in given ? { hiccupP99Ms: given.hiccupP99Ms } : {}), pace(1_000, given)];
    expect(check(five({ paces }), 'timer')?.kind).toBe(kind);
  });

  it('is not judged by one bad round', () => {
    const bad = { paces: [pace(100), pace(1_000, { lagP50Ms: 50, achievedPerSecond: 600 })] };
    expect(check(rounds({}, bad, {}, {}, {}), 'timer')?.kind).toBe('ok');
  });
});

describe('the generator', () => {
  it('is told apart only up to its slowest round, to two digits', () => {
    const speeds = [41_900, 38_770, 45_000].map((ratePerSecond) => ({ speed: { ratePerSecond, requestsPerCpuSecond: 50_000 } }));
    expect(judgeFitness(rounds(...speeds)).generatorPerSecond).toBe(38_000);
  });

  it('that answers nothing at all is unfit', () => {
    expect(check(five({ speed: { ratePerSecond: 0, requestsPerCpuSecond: 0 } }), 'generator')?.kind).toBe('unfit');
  });
});

describe('the noise', () => {
  const work = (ms: number, runQueueShare: number | null = 0.01): Partial<CheckupRound> => ({
    work: { blocksMs: [ms, ms, ms], runQueueShare },
  });

  it('is the larger, the more the rounds differ', () => {
    const calm = judgeFitness(rounds(work(5), work(5.01), work(4.99), work(5), work(5)));
    const loud = judgeFitness(rounds(work(5), work(5.5), work(4.8), work(5), work(5.2)));
    expect(calm.smallestDifferencePercent).toBeLessThan(2);
    expect(loud.smallestDifferencePercent).toBeGreaterThan(10);
    expect(loud.checks.find(({ id }) => id === 'noise')).toMatchObject({ kind: 'limited', advice: expect.any(String) });
  });

  it('is no matter of one block that was interrupted', () => {
    expect(check(five({ work: { blocksMs: [5, 5, 80, 5, 5], runQueueShare: 0.01 } }), 'noise')).toMatchObject({
      kind: 'ok',
      sentence: expect.stringContaining('the worst 80 ms'),
    });
  });

  it('is unfit when the work could hardly run, and when nothing was measured', () => {
    expect(check(five(work(5, 0.6)), 'noise')?.kind).toBe('unfit');
    expect(check(five(work(5, 0.3)), 'noise')?.kind).toBe('limited');
    expect(check(five(work(5, null)), 'noise')?.kind).toBe('ok');
    expect(check(five({ work: { blocksMs: [], runQueueShare: null } }), 'noise')?.kind).toBe('unfit');
  });
});

describe('the machine itself', () => {
  const { runner } = aCheckup();

  it('is limited with one core, and with a quota below two', () => {
    expect(check(aCheckup({ runner: { ...runner, cores: 1 } }), 'machine')).toMatchObject({
      kind: 'limited',
      advice: expect.stringContaining('2 cores or more'),
    });
    expect(check(aCheckup({ quotaCores: 1.5 }), 'machine')).toMatchObject({
      kind: 'limited',
      advice: expect.stringContaining('CPU limit'),
    });
    expect(check(aCheckup({ quotaCores: 3 }), 'machine')?.kind).toBe('ok');
  });
});
