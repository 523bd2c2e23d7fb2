import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Batch, Endurance } from '../../src/model/endurance.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Limit } from '../../src/model/policy.ts';
import type { Run } from '../../src/model/run.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { judge } from '../../src/verdict/judge.ts';
import { judgeLimits } from '../../src/verdict/limits.ts';
import { aRun, nothingRecalled } from '../baseline/sample-run.ts';

const batch: Batch = {
  operations: 12_000,
  abandoned: 0,
  requests: 500,
  errors: 0,
  p50Ms: 1,
  p95Ms: 2,
  cpuMs: 50,
  heapBytes: 5e6,
  rssBytes: 6e7,
  descriptors: 20,
  threads: 11,
  sockets: 4,
  processes: 1,
};
const endurance: Endurance = { by: 'heap', mode: 'answered', attempt: 1, durationMs: 5_000, batches: [batch] };

function leak(kind: Finding['kind'], measured: number | null, interval?: readonly [number, number]): Finding {
  const facts = { id: 'leak.memory', sentence: 'Said of the leak', measured, limit: null, unit: 'B/operation', evidence: ['how'] };
  return { kind, ...facts, ...(interval === undefined ? {} : { interval }) };
}

const perOperation = (max: number): Limit => ({ metric: 'leak', max, unit: 'B/operation' });
const perHour = (max: number): Limit => ({ metric: 'leak', max, unit: 'B/h' });
const withLeak = (finding: Finding, ...limits: readonly Limit[]): Run =>
  aRun({ findings: [finding], endurance: [endurance], policy: { ...aRun().policy, limits, compare: { with: 'none' } } });

function judgeOne(finding: Finding, limit: Limit): Finding | undefined {
  return judgeLimits(withLeak(finding, limit))[0];
}

function verdictOn(run: Run): Verdict {
  return judge(run, nothingRecalled, runnerClass(run.runner));
}

const found = leak('broken', 120, [110, 130]);

describe('a limit beside a leak of clients that hang up', () => {
  const abandoned = { ...found, unit: 'B/abandoned operation' };

  it('is judged by what each of them loses, and says so', () => {
    expect(judgeOne(abandoned, perOperation(100))?.sentence).toBe(
      'The service leaks 120 B per abandoned operation, above the limit of 100 B.',
    );
  });

  it('per hour cannot be judged: nobody knows how many hang up', () => {
    expect(judgeOne(abandoned, perHour(1))).toMatchObject({
      kind: 'inconclusive',
      sentence: 'A leak in B/abandoned operation cannot be told in B/h, so its limit could not be judged.',
    });
  });
});

describe('a limit on what each operation leaks', () => {
  it.each([
    [130, 'held', 'The service leaks 120 B per operation, within the limit of 130 B.'],
    [
      125,
      'inconclusive',
      'The service leaks 120 B per operation, and the limit is 125 B, but it lies between 110 B and 130 B. A longer budget tells.',
    ],
    [109, 'broken', 'The service leaks 120 B per operation, above the limit of 109 B.'],
  ])('of %d B is judged by the whole interval of the leak', (max, kind, sentence) => {
    expect(judgeOne(found, perOperation(max))).toMatchObject({
      id: 'limit.leak',
      kind,
      sentence,
      measured: 120,
      limit: max,
      unit: 'B/operation',
    });
  });

  it('is held by what could have been missed where no leak was found, and open above it, but never broken', () => {
    const none = leak('held', 3, [-12, 40]);
    expect(judgeOne(none, perOperation(40))).toMatchObject({
      kind: 'held',
      sentence: 'No more than 40 B per operation can leak unseen, within the limit of 40 B.',
    });
    expect(judgeOne(leak('held', 30, [20, 40]), perOperation(10))).toMatchObject({
      kind: 'inconclusive',
      measured: null,
      sentence: 'What leaks per operation cannot be told. Up to 40 B per operation could leak unseen.',
    });
  });

  it('is open where the leak is, and where nobody looked', () => {
    expect(judgeOne(leak('inconclusive', null), perOperation(100))).toMatchObject({
      kind: 'inconclusive',
      sentence: 'What leaks per operation cannot be told. Said of the leak.',
    });
    expect(judgeLimits(aRun({ policy: { ...aRun().policy, limits: [perOperation(100)] } }))[0]).toMatchObject({
      kind: 'inconclusive',
      measured: null,
    });
  });
});

describe('a limit on what leaks in an hour', () => {
  // 100 operations per second in the sample run: 120 B each are 43.2 MB in an hour.
  const megabyte = 1_024 ** 2;

  it('is judged at the rate of the reference load when the leak is known sharply', () => {
    expect(judgeOne(found, perHour(50 * megabyte))).toMatchObject({
      kind: 'held',
      unit: 'B/h',
      measured: 43_200_000,
      interval: [39_600_000, 46_800_000],
      sentence: 'The service leaks 41.2 MB per hour of this load, within the limit of 50 MB.',
      evidence: ['120 B per operation at 100 operations per second', 'how'],
    });
    expect(judgeOne(found, perHour(30 * megabyte))?.kind).toBe('broken');
    expect(judgeOne(found, perHour(41 * megabyte))?.kind).toBe('inconclusive');
  });

  it.each([
    ['has a wide interval', leak('broken', 120, [60, 180])],
    ['has none', leak('broken', 120)],
    ['may be none', leak('broken', 120, [0, 130])],
    ['was not confirmed', leak('inconclusive', 120, [119, 121])],
    ['was not found, and could still be too much', leak('held', 20, [19, 21])],
  ])('is open, from whatever number of operations, where a leak %s', (_, finding) => {
    expect(judgeOne(finding, perHour(megabyte))).toMatchObject({
      kind: 'inconclusive',
      measured: null,
      sentence: expect.stringContaining('A leak per hour cannot be projected from 12\u2009000 operations'),
    });
  });

  it('is held where none was found, and what could have been missed fits', () => {
    expect(judgeOne(leak('held', 1, [-3, 2]), perHour(megabyte))).toMatchObject({
      kind: 'held',
      sentence: 'No more than 703 KB per hour of this load can leak unseen, within the limit of 1 MB.',
    });
  });

  it('alone lets anything be said per hour', () => {
    const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const anyLeak = fc
      .tuple(fc.constantFrom('held' as const, 'broken' as const, 'inconclusive' as const), fc.option(numbers), numbers, numbers)
      .map(([kind, measured, low, high]) => leak(kind, measured, [low, high]));
    fc.assert(
      fc.property(anyLeak, fc.boolean(), (finding, isLimited) => {
        const said = JSON.stringify(verdictOn(withLeak(finding, ...(isLimited ? [perOperation(100)] : []))));
        expect(said).not.toMatch(/per hour|\/h\b/);
      }),
    );
  });
});

describe('a leak that its limit allows', () => {
  it('does not block, and says so', () => {
    const verdict = verdictOn(withLeak(found, perOperation(200)));
    expect(verdict).toMatchObject({ kind: 'pass', blocks: false });
    expect(verdict.findings.find(({ id }) => id === 'leak.memory')).toEqual({
      ...found,
      kind: 'held',
      limit: 200,
      sentence: 'The service leaks 120 B per operation, within the limit of 200 B.',
      evidence: ['Said of the leak', 'how'],
    });
  });

  it('may be allowed by the hour', () => {
    const verdict = verdictOn(withLeak(found, perHour(1e9)));
    expect(verdict.kind).toBe('pass');
    expect(verdict.findings.find(({ id }) => id === 'leak.memory')).toMatchObject({ kind: 'held', limit: null });
  });

  it('lies below it with its whole interval', () => {
    const ends = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 800 }), ([low, more, still], max) => {
        const verdict = verdictOn(withLeak(leak('broken', low + more, [low, low + more + still]), perOperation(max)));
        const judged = verdict.findings.find(({ id }) => id === 'leak.memory')?.kind;
        expect(judged).toBe(low + more + still <= max ? 'held' : 'broken');
        expect(verdict.blocks).toBe(judged === 'broken');
      }),
    );
  });

  it('is one of memory: no limit on bytes allows to leak descriptors', () => {
    const handles: Finding = { ...found, kind: 'broken', id: 'leak.descriptors', unit: '/operation', measured: 0.01 };
    const run = withLeak(leak('held', 0, [0, 1]), perOperation(200));
    expect(verdictOn({ ...run, findings: [...run.findings, handles] }).kind).toBe('fail');
  });
});
