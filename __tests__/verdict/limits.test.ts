import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { OperationObservation } from '../../src/model/observation.ts';
import type { Limit } from '../../src/model/policy.ts';
import type { Run } from '../../src/model/run.ts';
import { judgeLimits } from '../../src/verdict/limits.ts';
import { anOperation, aRun, latency, ms } from '../baseline/sample-run.ts';

const spoiled: Run['self'] = { ...aRun().self, generator: { kind: 'spoiled', sentence: 'The load generator was busy.' } };

function judgeOne(limit: Limit, part: Partial<Run> = {}): Finding | undefined {
  return judgeLimits(aRun({ ...part, policy: { ...aRun().policy, limits: [limit] } }))[0];
}

const p95: Limit = { metric: 'p95', max: 500, unit: 'ms' };
const errors: Limit = { metric: 'errors', max: 5, unit: '%' };
const slow: Partial<Run> = { metrics: [ms('p95', 620)] };

function failing(errorKinds: OperationObservation['errorKinds'], failed: number): Partial<Run> {
  const add = anOperation({ name: 'add', requests: 200, errors: failed, errorKinds, errorExamples: [{ error: 'status', detail: '500' }] });
  const list = anOperation({ requests: 800 });
  const total = anOperation({ name: 'all', requests: 1_000, errors: failed, errorKinds });
  return {
    metrics: [{ name: 'errors', unit: '%', value: failed / 10, worse: 'higher' }],
    steady: { ...aRun().steady, operations: [list, add], total },
  };
}

describe('a limit', () => {
  it('holds up to the limit itself', () => {
    expect(judgeOne(p95, { metrics: [ms('p95', 500)] })).toMatchObject({
      kind: 'held',
      id: 'limit.p95',
      measured: 500,
      limit: 500,
      unit: 'ms',
      sentence: 'p95 was 500 ms, within its limit of 500 ms.',
    });
  });

  it('is broken above it, and the slowest operation comes first', () => {
    const slowest = anOperation({ name: 'add', responseMs: { ...latency, p95: 900 } });
    const steady = { ...aRun().steady, operations: [anOperation(), slowest] };
    expect(judgeOne(p95, { ...slow, steady })).toEqual({
      kind: 'broken',
      id: 'limit.p95',
      measured: 620,
      limit: 500,
      unit: 'ms',
      sentence: 'p95 was 620 ms, above its limit of 500 ms.',
      evidence: [
        'add: 900 ms over 1\u2009000 operations',
        'list: 12 ms over 1\u2009000 operations',
        'by time: 4 ms to 12 ms in 5 windows, the middle half 5 ms to 6 ms',
      ],
    });
  });

  it('missed by a hair does not read as if it were met', () => {
    expect(judgeOne(p95, { metrics: [ms('p95', 500.2)] })?.sentence).toBe('p95 was 500.2 ms, above its limit of 500 ms.');
  });

  it('on something that was not measured, or in another unit, is inconclusive', () => {
    expect(judgeOne({ metric: 'p99', max: 1, unit: 'ms' })).toMatchObject({ kind: 'inconclusive', measured: null, limit: 1 });
    expect(judgeOne({ metric: 'p95', max: 1, unit: '%' })).toMatchObject({ kind: 'inconclusive', measured: null });
  });

  it('on latency is inconclusive above it, but held below it, when the generator was the bottleneck', () => {
    expect(judgeOne(p95, { ...slow, self: spoiled })).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringContaining('generator was busy'),
    });
    expect(judgeOne(p95, { self: spoiled })?.kind).toBe('held');
  });

  it('on memory is broken whatever the generator did', () => {
    const metrics = [{ name: 'rss', unit: 'bytes', value: 2e9, worse: 'higher' } as const];
    expect(judgeOne({ metric: 'rss', max: 1e9, unit: 'bytes' }, { metrics, self: spoiled })?.kind).toBe('broken');
  });
});

describe('the limit on start-up', () => {
  const limit: Limit = { metric: 'startup', max: 500, unit: 'ms' };
  const starts = (...readyMs: readonly number[]): Partial<Run> => ({
    metrics: [ms('startup', readyMs.toSorted((a, b) => a - b)[1] ?? 0)],
    startup: { readyMs, emptyMs: [40], failures: [] },
  });

  it('is broken only where the fastest start was too slow as well', () => {
    expect(judgeOne(limit, starts(700, 620, 800))?.kind).toBe('broken');
    expect(judgeOne(limit, starts(700, 480, 800))).toMatchObject({
      kind: 'inconclusive',
      sentence: 'startup was 700 ms, above its limit of 500 ms, but the fastest of 3 starts took 480 ms.',
    });
    expect(judgeOne(limit, starts(480, 490, 9_000))?.kind).toBe('held');
  });

  it('is open above it when the runner was busy', () => {
    const self: Run['self'] = { ...aRun().self, runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare: 0.3 } };
    expect(judgeOne(limit, { ...starts(620, 630, 640), self })?.kind).toBe('inconclusive');
    expect(judgeOne(limit, { ...starts(820, 830, 840), self })?.kind).toBe('broken');
  });
});

describe('the limit on CPU', () => {
  it('is told in cores, and open above it when the runner was busy', () => {
    const limit: Limit = { metric: 'cpu', max: 0.8, unit: 'cores' };
    const metrics = [{ name: 'cpu', unit: 'cores', value: 0.95, worse: 'higher' } as const];
    const busy: Run['self'] = { ...aRun().self, runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare: 0.3 } };
    expect(judgeOne(limit, { metrics })).toMatchObject({
      kind: 'broken',
      sentence: 'CPU was 0.95 cores, above its limit of 0.8 cores.',
    });
    expect(judgeOne(limit, { metrics, self: busy })?.kind).toBe('inconclusive');
    expect(judgeOne({ ...limit, max: 0.3 }, { metrics, self: busy })?.kind).toBe('broken');
  });
});

describe.each(['mean', 'p50', 'p95', 'p99'] as const)('the limit on %s', (metric) => {
  const limit: Limit = { ...p95, metric };
  const at = (value: number, low: number | null, high: number | null, loads: number = 1): Partial<Run> => ({
    metrics: [ms(metric, 999)],
    sample: { loads, requests: 1_000 * loads, errors: 0, errorKinds: {}, responseMs: { [metric]: { value, low, high } } },
    replay: 'npx plimsoll replay',
  });

  it('is broken only where the whole interval lies above it', () => {
    expect(judgeOne(limit, at(700, 640, 760))).toMatchObject({
      kind: 'broken',
      measured: 700,
      interval: [640, 760],
      sentence: `${metric} was 700 ms, above its limit of 500 ms.`,
      evidence: expect.arrayContaining(['99.9 % interval 640 ms to 760 ms, 1\u2009000 operations']),
    });
    expect(judgeOne(limit, at(700, 25, 760))?.kind).toBe('inconclusive');
    expect(judgeOne(limit, at(700, null, null))).toMatchObject({
      kind: 'inconclusive',
      sentence: `${metric} was 700 ms, above its limit of 500 ms, but in only 1\u2009000 operations, too few to be sure. A longer budget tells.`,
    });
    expect(judgeOne(limit, at(400, 350, 600))?.kind).toBe('held');
  });

  it('says how many loads it was judged by', () => {
    expect(judgeOne(limit, at(510, 490, 530, 2))?.sentence).toBe(
      `${metric} was 510 ms over 2 loads, above its limit of 500 ms, but in only 2\u2009000 operations: it may be as low as 490 ms. A longer budget tells.`,
    );
  });
});

it('the limit on p95 comes with the command that shows it again', () => {
  const sample: Run['sample'] & {} = {
    loads: 1,
    requests: 1_000,
    errors: 0,
    errorKinds: {},
    responseMs: { p95: { value: 700, low: 640, high: 760 } },
  };
  expect(judgeOne(p95, { ...slow, sample, replay: 'npx plimsoll replay' })).toMatchObject({
    kind: 'broken',
    replay: 'npx plimsoll replay',
  });
});

describe('a limit in a run whose trouble is bounded', () => {
  it('is broken by what the trouble cannot explain, and open by what it can', () => {
    const self: Run['self'] = { ...aRun().self, runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare: 0.1 } };
    const p95At = (value: number): Partial<Run> => ({ metrics: [{ name: 'p95', unit: 'ms', value, worse: 'higher' }], self });
    expect(judgeOne(p95, p95At(2_000))?.kind).toBe('broken');
    expect(judgeOne(p95, p95At(510))?.kind).toBe('inconclusive');
  });
});

describe('the limit on errors', () => {
  it('names the failing operations, the kinds and examples, and the interval', () => {
    expect(judgeOne(errors, failing({ status: 80, timeout: 10 }, 90))).toMatchObject({
      kind: 'broken',
      id: 'limit.errors',
      measured: 9,
      sentence: '9 % of 1\u2009000 operations failed, above the limit of 5 %.',
      interval: [expect.closeTo(6.44, 2), expect.closeTo(12.43, 2)],
      evidence: [
        'add: 90 of 200 failed (45 %): status ×80, timeout ×10',
        'add: status: 500',
        '99.9 % interval 6.4 % to 12 %, 1\u2009000 operations',
      ],
    });
  });

  it('still blames the service for wrong answers when the runner was busy, but not for late ones', () => {
    expect(judgeOne(errors, { ...failing({ status: 90 }, 90), self: spoiled })?.kind).toBe('broken');
    expect(judgeOne(errors, { ...failing({ status: 85, timeout: 5 }, 90), self: spoiled })?.kind).toBe('broken');
    expect(judgeOne(errors, { ...failing({ status: 40, timeout: 50 }, 90), self: spoiled })?.kind).toBe('inconclusive');
    expect(judgeOne(errors, { ...failing({ timeout: 90 }, 90), self: spoiled })?.kind).toBe('inconclusive');
    expect(judgeOne(errors, failing({ timeout: 90 }, 90))?.kind).toBe('broken');
  });

  it('is open when the interval still reaches the limit, and says how far', () => {
    expect(judgeOne(errors, failing({ status: 60 }, 60))).toMatchObject({
      kind: 'inconclusive',
      sentence:
        '6 % of 1\u2009000 operations failed, above the limit of 5 %, but in only 1\u2009000 operations: it may be as low as 4 %. A longer budget tells.',
    });
  });

  it('is broken when nothing was answered at all', () => {
    const metrics = [{ name: 'errors', unit: '%', value: 100, worse: 'higher' } as const];
    const steady = { ...aRun().steady, total: anOperation({ requests: 0 }) };
    expect(judgeOne(errors, { metrics, steady })).toMatchObject({
      kind: 'broken',
      sentence: expect.stringContaining('No operation finished'),
    });
  });
});
