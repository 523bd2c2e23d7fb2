import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Metric } from '../../src/model/metric.ts';
import { compareWithHistory } from '../../src/verdict/history.ts';
import { aRun, earlierRun } from '../baseline/sample-run.ts';

/** Whole numbers: halves and doubles of them are exact. */
const value = fc.integer({ min: 80, max: 125 });
const values = fc.array(value, { minLength: 14, maxLength: 70 });
const cost: Metric = { name: 'throughput', unit: '/s', value: 0, worse: 'higher' };

function compare(earlier: readonly number[], now: number, metric: Metric = cost, times: readonly Date[] = []): Comparison | undefined {
  const runs = earlier.map((each, at) =>
    earlierRun([{ ...metric, value: each }], { createdAt: (times[at % times.length] ?? new Date(0)).toISOString() }),
  );
  return compareWithHistory(aRun({ metrics: [{ ...metric, value: now }] }), { runs, acceptances: [] })[0]?.comparison;
}

it('whatever clocks said, a run is held against the runs in the order in which they were kept', () => {
  const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(values, value, fc.array(time, { minLength: 1, maxLength: 5 }), (earlier, now, times) => {
      const { reason: _, shift, ...jumping } = compare(earlier, now, cost, times) ?? {};
      const { reason: __, shift: steady, ...usual } = compare(earlier, now) ?? {};
      expect(jumping).toEqual(usual);
      expect(shift?.runsAgo).toBe(steady?.runsAgo);
    }),
  );
});

it('a run that is worse than one that was called worse, or suspect, is not called fine', () => {
  fc.assert(
    fc.property(values, value, fc.integer({ min: 0, max: 100 }), (earlier, now, more) => {
      const isWorse = (kind: Comparison['kind'] | undefined): boolean => kind === 'regression' || kind === 'inconclusive';
      if (isWorse(compare(earlier, now)?.kind)) expect(isWorse(compare(earlier, now + more)?.kind)).toBe(true);
    }),
  );
});

it('a change is the same share whatever the size of the numbers, and its interval holds it', () => {
  fc.assert(
    fc.property(values, value, fc.constantFrom(0.25, 2, 1_024), (earlier, now, times) => {
      const { kind, changePercent, intervalPercent, noisePercent } = compare(earlier, now) ?? {};
      const scaled = compare(
        earlier.map((each) => each * times),
        now * times,
      );
      expect(scaled).toMatchObject({ kind, changePercent, intervalPercent, noisePercent });
      const [low = Number.NaN, high = Number.NaN] = intervalPercent ?? [];
      expect(low).toBeLessThanOrEqual(changePercent ?? Number.NaN);
      expect(high).toBeGreaterThanOrEqual(changePercent ?? Number.NaN);
    }),
  );
});

it('what grew where lower is worse shrank where higher is', () => {
  fc.assert(
    fc.property(values, value, (earlier, now) => {
      const mirrored = compare(
        earlier.map((each) => 300 - each),
        300 - now,
        { ...cost, worse: 'lower' },
      );
      const plain = compare(earlier, now);
      // The floors are shares of another level: only what is far from them is told alike.
      if (plain?.kind === 'improvement') expect(mirrored?.kind).not.toBe('regression');
      if (plain?.kind === 'regression') expect(mirrored?.kind).not.toBe('improvement');
    }),
  );
});
