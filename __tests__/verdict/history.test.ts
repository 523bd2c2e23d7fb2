import { describe, expect, it } from 'vitest';
import type { KeptAcceptance } from '../../src/model/acceptance.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Metric } from '../../src/model/metric.ts';
import type { OperationObservation } from '../../src/model/observation.ts';
import type { Run } from '../../src/model/run.ts';
import { compareWithHistory } from '../../src/verdict/history.ts';
import { anOperation, aRun, earlierRun, ms } from '../baseline/sample-run.ts';
import { shaken } from './history/shaken.ts';

/** Around 100, three to either side; the rules hear of 3.45 as noise. */
const usual = shaken(100, 40);
const errors: Metric = { name: 'errors', unit: '%', value: 0, worse: 'higher' };
const throughput: Metric = { name: 'throughput', unit: '/s', value: 0, worse: 'lower' };

function compareOne(earlier: readonly number[], now: number, metric: Metric = ms('p95', now), self = aRun().self): Comparison | undefined {
  const runs = earlier.map((value) => earlierRun([{ ...metric, value }]));
  return compareWithHistory(aRun({ metrics: [{ ...metric, value: now }], self }), { runs, acceptances: [] })[0]?.comparison;
}

describe('a metric against its history', () => {
  it('cannot be compared with none', () => {
    expect(compareOne([], 100)).toMatchObject({ kind: 'not-comparable', before: null, changePercent: null, trail: [], shift: null });
  });

  it('is inconclusive before the 15th run, this one included, and says how many there are', () => {
    expect(compareOne(shaken(100, 13), 300)).toMatchObject({
      kind: 'inconclusive',
      before: 100,
      changePercent: 200,
      intervalPercent: null,
      reason: '14 of 15 runs: too few to tell a change from noise.',
    });
    expect(compareOne(shaken(100, 14), 300)).toMatchObject({ kind: 'regression' });
  });

  it('did not change within what earlier runs did, and says what would have been seen', () => {
    const comparison = compareOne(usual, 101);
    expect(comparison).toMatchObject({
      metric: 'p95',
      unit: 'ms',
      before: 100,
      after: 101,
      changeIn: 'percent',
      trail: usual,
      shift: null,
      accepted: null,
      kind: 'no-change',
      reason: 'Within what earlier runs did. A step of 8.3 % would mostly have shown at once, a lasting one of 6.9 % by the third run.',
    });
    expect(comparison?.changePercent).toBeCloseTo(1, 10);
    expect(comparison?.noisePercent).toBeCloseTo(3.45, 10);
    expect(comparison?.smallestDetectablePercent).toBeCloseTo(8.303, 3);
    const [low = 0, high = 0] = comparison?.intervalPercent ?? [];
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(1);
  });

  it('got worse when three runs in a row say so, by as much as the middle one', () => {
    const comparison = compareOne([...usual, 105, 104], 104.5);
    expect(comparison).toMatchObject({
      kind: 'regression',
      before: 100,
      after: 104.5,
      reason: 'The last three runs agree: each at least 4 % worse than usual, where one run in ten strays by 3.5 %.',
    });
    expect(comparison?.changePercent).toBeCloseTo(4.5, 10);
    expect(comparison?.intervalPercent?.[0]).toBeGreaterThan(0);
  });

  it('got worse when two of three runs say so, this one among them', () => {
    expect(compareOne([...usual, 110, 100], 110)).toMatchObject({
      kind: 'regression',
      reason: expect.stringMatching(/^Two of the last three runs agree, this one among them: each at least 10 % worse than usual/),
    });
    expect(compareOne([...usual, 110, 110], 100)?.kind).toBe('no-change');
  });

  it('is suspect after one run', () => {
    expect(compareOne(usual, 107)).toMatchObject({
      kind: 'inconclusive',
      reason: '7 % worse than usual, where one run in ten strays by 3.5 %: suspect, but one run alone may be noise.',
    });
  });

  it('got worse at once when no noise explains it', () => {
    expect(compareOne(usual, 150)).toMatchObject({
      kind: 'regression',
      reason: '50 % worse than usual, which no noise explains: the furthest that an earlier run strayed was 3 %.',
    });
  });

  it('is left open where the run before was as bad and was let in, whoever this run is of, and worse where it is worse still', () => {
    expect(compareOne([...usual, 150], 150)).toMatchObject({
      kind: 'inconclusive',
      reason:
        '50 % worse than usual, and so was the run before of 2026-10-31 (4f2c1e9), which was let in: whether this run adds to it is not known.',
    });
    expect(compareOne([...usual, 150], 250)?.kind).toBe('regression');
    expect(compareOne([...usual, 150], 100)?.kind).toBe('no-change');
  });

  it('of several numbers of users is worse only by a tenth and by more than the usual noise', () => {
    const ofScaling: Metric = { name: 'scaling-throughput', unit: '/s', value: 0, worse: 'lower' };
    expect(compareOne([...usual, 93, 100], 93, throughput)?.kind).toBe('regression');
    expect(compareOne([...usual, 93, 100], 93, ofScaling)?.kind).toBe('no-change');
    expect(compareOne([...usual, 80, 100], 80, ofScaling)).toMatchObject({
      kind: 'regression',
      metric: 'scaling-throughput',
      before: 100,
      after: 80,
    });
  });

  it('got better when three runs in a row say so', () => {
    const comparison = compareOne([...usual, 80, 81], 82);
    expect(comparison).toMatchObject({
      kind: 'improvement',
      before: 100,
      reason: expect.stringMatching(/^The last three runs agree: each at least 18 % better than usual/),
    });
    expect(comparison?.changePercent).toBeCloseTo(-19, 10);
    expect(comparison?.intervalPercent?.[1]).toBeLessThan(0);
  });

  it('is read the right way round where lower is worse', () => {
    const worse = compareOne([...usual, 95, 96], 95.5, throughput);
    expect(worse).toMatchObject({ kind: 'regression', before: 100, smallestDetectablePercent: expect.closeTo(8.3, 1) });
    expect(worse?.changePercent).toBeCloseTo(-4.5, 10);
    expect(worse?.intervalPercent?.[1]).toBeLessThan(0);
    expect(compareOne([...usual, 130, 130], 130, throughput)?.kind).toBe('improvement');
    expect(compareOne(usual, 50, throughput)?.kind).toBe('regression');
  });

  it('never got worse by less than a tenth of a millisecond', () => {
    const tiny = usual.map((value) => value / 10_000);
    expect(compareOne([...tiny, 0.05, 0.05], 0.05)?.kind).toBe('no-change');
  });

  it('can get worse by hundredths of a millisecond of CPU', () => {
    const cpu = ms('cpu-per-operation', 0);
    const quiet = usual.map((value) => 0.41 + value / 100_000);
    expect(compareOne(quiet, 0.46, cpu)?.kind).toBe('regression');
  });

  it('in percent changes by points, from zero as well', () => {
    const none = usual.map(() => 0);
    expect(compareOne(none, 2, errors)).toMatchObject({
      kind: 'inconclusive',
      changeIn: 'points',
      before: 0,
      changePercent: 2,
      intervalPercent: [2, 2],
      smallestDetectablePercent: 0.5,
      noisePercent: 0,
      reason: '2 points worse than usual, where one run in ten strays by 0 points: suspect, but one run alone may be noise.',
    });
    expect(compareOne([...none, 2], 2, errors)).toMatchObject({ kind: 'regression', changePercent: 2 });
  });

  it('has no percentage where before was zero', () => {
    const rss: Metric = { name: 'rss', unit: 'bytes', value: 0, worse: 'higher' };
    const none = usual.map(() => 0);
    expect(compareOne([...none, 4e6], 4e6, rss)).toMatchObject({
      kind: 'regression',
      changePercent: null,
      intervalPercent: null,
      smallestDetectablePercent: null,
      noisePercent: null,
      reason: expect.stringContaining('each at least 3.81 MB worse than usual'),
    });
  });

  it('carries where its earlier runs last changed for good', () => {
    expect(compareOne([...shaken(60, 20), ...usual], 101)?.shift).toMatchObject({ runsAgo: 40, changePercent: expect.closeTo(66.7, 1) });
  });

  it('is held against what was accepted since, and shows what was measured', () => {
    const runs = [...usual, ...shaken(150, 2)].map((value, at) =>
      earlierRun([ms('p95', value)], { createdAt: `2026-10-${String(1 + Math.floor(at / 2)).padStart(2, '0')}T0${at % 2}:00:00.000Z` }),
    );
    const accepted = {
      metric: 'p95',
      because: '',
      by: 'a label',
      createdAt: '2026-10-21T00:00:00.000Z',
      expiresAt: '2027-01-01T00:00:00.000Z',
    };
    const against = (value: number, acceptances: readonly KeptAcceptance[]): Comparison | undefined =>
      compareWithHistory(aRun({ metrics: [ms('p95', value)] }), { runs, acceptances })[0]?.comparison;
    expect(against(151, [])?.kind).not.toBe('no-change');
    expect(against(151, [accepted])).toMatchObject({ kind: 'no-change', trail: [...usual, ...shaken(150, 2)] });
    expect(against(300, [accepted])?.kind).toBe('regression');
  });

  it('does not blame the service when the generator or the runner was the bottleneck', () => {
    const self = { ...aRun().self, runner: { kind: 'spoiled', sentence: 'Another job used half of this runner.' } } as const;
    expect(compareOne(usual, 150, ms('p95', 0), self)).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringContaining('Another job'),
    });
    expect(compareOne(usual, 101, ms('p95', 0), self)?.kind).toBe('no-change');
    const rss: Metric = { name: 'rss', unit: 'bytes', value: 0, worse: 'higher' };
    const megabytes = usual.map((value) => value * 1e6);
    expect(compareOne(megabytes, 200e6, rss, self)?.kind).toBe('regression');
  });

  it('is excused by bounded trouble only as far as that can reach: back to what was usual', () => {
    const busy = (mostShare: number): Run['self'] => ({
      ...aRun().self,
      runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare },
    });
    // Usual are 100 ms: 150 ms less 30 % is 105 ms, less 35 % is 97.5 ms.
    expect(compareOne(usual, 150, ms('p95', 0), busy(0.3))).toMatchObject({
      kind: 'regression',
      reason: expect.stringContaining('no noise'),
    });
    expect(compareOne(usual, 150, ms('p95', 0), busy(0.35))).toMatchObject({
      kind: 'inconclusive',
      reason: 'Worse, but not surely by the service. The runner was busy.',
    });
    expect(compareOne(usual, 107, ms('p95', 0), busy(0.01))).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringContaining('suspect'),
    });
  });

  it('is excused the other way round where lower is worse', () => {
    const busy = (mostShare: number): Run['self'] => ({
      ...aRun().self,
      runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare },
    });
    // Usual are 100/s: 45/s were at most 45 / (1 − 0.5) = 90/s, or 45 / (1 − 0.6) = 112/s.
    expect(compareOne(usual, 45, throughput, busy(0.5))?.kind).toBe('regression');
    expect(compareOne(usual, 45, throughput, busy(0.6))?.kind).toBe('inconclusive');
  });

  it('is excused for failures by timeouts alone, never for wrong answers', () => {
    const failed: Metric = { ...errors, value: 6 };
    const history = usual.map(() => earlierRun([{ ...errors, value: 0 }]));
    const last = [6].map((value) => earlierRun([{ ...errors, value }]));
    const failing = (errorKinds: OperationObservation['errorKinds']): Comparison['kind'] | undefined =>
      compareWithHistory(
        aRun({
          metrics: [failed],
          steady: { ...aRun().steady, total: anOperation({ name: 'all', errors: 60, errorKinds }) },
          self: { ...aRun().self, runner: { kind: 'spoiled', sentence: 'The runner was busy.', mostShare: 0.3 } },
        }),
        { runs: [...history, ...last], acceptances: [] },
      )[0]?.comparison.kind;
    expect(failing({ status: 60 })).toBe('regression');
    expect(failing({ timeout: 60 })).toBe('inconclusive');
  });

  it('is another metric when its unit or direction changed', () => {
    const history = usual.map((value) => earlierRun([{ name: 'p95', unit: 's', value, worse: 'higher' }]));
    expect(compareWithHistory(aRun({ metrics: [ms('p95', 100)] }), { runs: history, acceptances: [] })[0]?.comparison.kind).toBe(
      'not-comparable',
    );
  });
});
