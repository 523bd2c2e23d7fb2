import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Metric } from '../../src/model/metric.ts';
import type { OperationObservation } from '../../src/model/observation.ts';
import type { Run } from '../../src/model/run.ts';
import { compareWithHistory } from '../../src/verdict/history.ts';
import { anOperation, aRun, earlierRun, ms } from '../baseline/sample-run.ts';

const noisy = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => 100 + (at % 5));

function compareOne(earlier: readonly number[], now: number, metric: Metric = ms('p95', now), self = aRun().self): Comparison | undefined {
  const history = earlier.map((value) => earlierRun([{ ...metric, value }]));
  return compareWithHistory(aRun({ metrics: [{ ...metric, value: now }], self }), history)[0]?.comparison;
}

describe('a metric against its history', () => {
  it('cannot be compared with none', () => {
    expect(compareOne([], 100)).toMatchObject({ kind: 'not-comparable', before: null, changePercent: null });
  });

  it('is inconclusive before the 23rd run, this one included, and says how many there are', () => {
    expect(compareOne(noisy(21), 300)).toMatchObject({ kind: 'inconclusive', reason: expect.stringContaining('22 of 23 runs') });
    expect(compareOne(noisy(22), 300)).toMatchObject({ kind: 'regression' });
  });

  it('did not change within what earlier runs did, and says what would have been seen', () => {
    expect(compareOne(noisy(40), 101)).toEqual({
      metric: 'p95',
      unit: 'ms',
      before: 102,
      after: 101,
      changePercent: 100 * (101 / 102 - 1),
      intervalPercent: null,
      smallestDetectablePercent: 3,
      kind: 'no-change',
      reason: 'Within what earlier runs did. A lasting step of 3 % would have been seen.',
    });
  });

  it('got worse when three runs in a row say so, and not when one does', () => {
    expect(compareOne([...noisy(40), 107, 107], 107)?.kind).toBe('regression');
    expect(compareOne(noisy(40), 107)).toMatchObject({ kind: 'inconclusive', reason: expect.stringContaining('suspect') });
  });

  it('got worse at once when no noise explains it', () => {
    expect(compareOne(noisy(40), 150)).toMatchObject({ kind: 'regression', reason: expect.stringContaining('no noise') });
  });

  it('got better when three runs in a row say so', () => {
    expect(compareOne([...noisy(40), 80, 80], 80)?.kind).toBe('improvement');
  });

  it('is read the right way round where lower is worse', () => {
    const throughput: Metric = { name: 'throughput', unit: '/s', value: 0, worse: 'lower' };
    expect(compareOne([...noisy(40), 80, 80], 80, throughput)?.kind).toBe('regression');
    expect(compareOne([...noisy(40), 130, 130], 130, throughput)?.kind).toBe('improvement');
    expect(compareOne(noisy(40), 50, throughput)?.kind).toBe('regression');
  });

  it('never got worse by less than a tenth of a millisecond', () => {
    const tiny = noisy(40).map((value) => value / 10_000);
    expect(compareOne([...tiny, 0.05, 0.05], 0.05)?.kind).toBe('no-change');
  });

  it('can get worse by hundredths of a millisecond of CPU', () => {
    const cpu = ms('cpu-per-operation', 0);
    const quiet = noisy(40).map((value) => 0.41 + value / 100_000);
    expect(compareOne([...quiet, 0.46, 0.46], 0.46, cpu)?.kind).toBe('regression');
  });

  it('has no percentage where before was zero', () => {
    const errors: Metric = { name: 'errors', unit: '%', value: 0, worse: 'higher' };
    const none = noisy(40).map(() => 0);
    expect(compareOne(none, 2, errors)).toMatchObject({ kind: 'inconclusive', changePercent: null, smallestDetectablePercent: null });
    expect(compareOne([...none, 2, 2], 2, errors)).toMatchObject({ kind: 'regression', changePercent: null });
  });

  it('does not blame the service when the generator or the runner was the bottleneck', () => {
    const self = { ...aRun().self, runner: { kind: 'spoiled', sentence: 'Another job used half of this runner.' } } as const;
    expect(compareOne(noisy(40), 150, ms('p95', 0), self)).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringContaining('Another job'),
    });
    expect(compareOne(noisy(40), 101, ms('p95', 0), self)?.kind).toBe('no-change');
    const rss: Metric = { name: 'rss', unit: 'bytes', value: 0, worse: 'higher' };
    const megabytes = noisy(40).map((value) => value * 1e6);
    expect(compareOne(megabytes, 200e6, rss, self)?.kind).toBe('regression');
  });

  it('is excused by bounded trouble only as far as that can reach: back to what was usual', () => {
    const busy = (mostShare: number): Run['self'] => ({
      ...aRun().self,
      runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare },
    });
    // Median 102: 150 ms less 30 % is 105 ms, less 35 % is 97.5 ms.
    expect(compareOne(noisy(40), 150, ms('p95', 0), busy(0.3))).toMatchObject({
      kind: 'regression',
      reason: expect.stringContaining('no noise'),
    });
    expect(compareOne(noisy(40), 150, ms('p95', 0), busy(0.35))).toMatchObject({
      kind: 'inconclusive',
      reason: 'Worse, but not surely by the service. The runner was busy.',
    });
    expect(compareOne(noisy(40), 107, ms('p95', 0), busy(0.01))).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringContaining('suspect'),
    });
  });

  it('is excused the other way round where lower is worse', () => {
    const throughput: Metric = { name: 'throughput', unit: '/s', value: 0, worse: 'lower' };
    const busy = (mostShare: number): Run['self'] => ({
      ...aRun().self,
      runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare },
    });
    // Median 102: 50/s were at most 50 / (1 − 0.5) = 100/s, or 50 / (1 − 0.6) = 125/s.
    expect(compareOne(noisy(40), 50, throughput, busy(0.5))?.kind).toBe('regression');
    expect(compareOne(noisy(40), 50, throughput, busy(0.6))?.kind).toBe('inconclusive');
  });

  it('is excused for failures by timeouts alone, never for wrong answers', () => {
    const errors: Metric = { name: 'errors', unit: '%', value: 6, worse: 'higher' };
    const history = noisy(40).map(() => earlierRun([{ ...errors, value: 0 }]));
    const last = [6, 6].map((value) => earlierRun([{ ...errors, value }]));
    const failing = (errorKinds: OperationObservation['errorKinds']): Comparison['kind'] | undefined =>
      compareWithHistory(
        aRun({
          metrics: [errors],
          steady: { ...aRun().steady, total: anOperation({ name: 'all', errors: 60, errorKinds }) },
          self: { ...aRun().self, runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare: 0.3 } },
        }),
        [...history, ...last],
      )[0]?.comparison.kind;
    expect(failing({ status: 60 })).toBe('regression');
    expect(failing({ timeout: 60 })).toBe('inconclusive');
  });

  it('is another metric when its unit or direction changed', () => {
    const history = noisy(40).map((value) => earlierRun([{ name: 'p95', unit: 's', value, worse: 'higher' }]));
    expect(compareWithHistory(aRun({ metrics: [ms('p95', 100)] }), history)[0]?.comparison.kind).toBe('not-comparable');
  });
});
