import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptAcceptance } from '../../../src/model/acceptance.ts';
import { median } from '../../../src/stats/median.ts';
import { rebase, type DatedValue } from '../../../src/verdict/accept/rebase.ts';
import { extreme, lasting } from '../../../src/verdict/rules.ts';

const time = (at: number): string => new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString();
const dated = (values: readonly number[]): readonly DatedValue[] => values.map((value, at) => ({ value, createdAt: time(at) }));
const accepted = (at: number, metric = 'p95'): KeptAcceptance => ({
  metric,
  because: '',
  by: 'commit 4f2c1e9',
  createdAt: time(at),
  expiresAt: time(at + 2_000),
});

const anyValue = fc.double({ min: 0.001, max: 1e6, noNaN: true });
const anyValues = fc.array(anyValue, { minLength: 2, maxLength: 60 });
/** Within 2 % of a level. */
const around = (level: number, count: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.double({ min: 0.99 * level, max: 1.01 * level, noNaN: true }), { minLength: count, maxLength: count });

describe('earlier runs of a metric whose worsening was accepted', () => {
  it('are what they were where nothing was accepted, or of another metric, or at a run that is not among them', () => {
    fc.assert(
      fc.property(anyValues, fc.nat({ max: 59 }), (values, at) => {
        expect(rebase('p95', dated(values), [])).toEqual(values);
        expect(rebase('p95', dated(values), [accepted(at, 'mean'), accepted(600), accepted(0)])).toEqual(values);
      }),
    );
  });

  it('are what they were from the accepted one on, and before it keep their order and their proportions', () => {
    fc.assert(
      fc.property(anyValues, fc.nat(), (values, pick) => {
        const start = 1 + (pick % (values.length - 1));
        const moved = rebase('p95', dated(values), [accepted(start)]);
        expect(moved).toHaveLength(values.length);
        expect(moved.slice(start)).toEqual(values.slice(start));
        const factor = (moved[0] ?? 0) / (values[0] ?? 0);
        moved.slice(0, start).forEach((value, at) => expect(value).toBeCloseTo(factor * (values[at] ?? 0), 3));
      }),
    );
  });

  it('have one level after it, and so moving them again changes nothing', () => {
    fc.assert(
      fc.property(anyValues, fc.nat(), fc.constantFrom('p95', 'errors'), (values, pick, metric) => {
        const start = 1 + (pick % (values.length - 1));
        const moved = rebase(metric, dated(values), [accepted(start, metric)]);
        const level = median(moved.slice(start, start + 20));
        expect(median(moved.slice(Math.max(0, start - 20), start)) / level).toBeCloseTo(1, 6);
        const again = rebase(metric, dated(moved), [accepted(start, metric)]);
        again.forEach((value, at) => expect(Math.abs(value - (moved[at] ?? 0))).toBeLessThan(1e-6 * (1 + Math.abs(value))));
      }),
    );
  });

  it('do not let an accepted step alarm, and let another one of the same size alarm', () => {
    fc.assert(
      fc.property(around(10, 30), around(13, 12), around(16.9, 3), (before, after, worse) => {
        for (let runs = 3; runs <= after.length; runs += 1) {
          const values = [...before, ...after.slice(0, runs)];
          const moved = rebase('p95', dated(values), [accepted(30)]);
          expect(lasting(moved, 0)).toBe(false);
          expect(extreme(moved, 0)).toBe(false);
        }
        expect(lasting([...before, ...after.slice(0, 3)], 0)).toBe(true);
        const further = [...before, ...after, ...worse];
        expect(lasting(rebase('p95', dated(further), [accepted(30)]), 0)).toBe(true);
        expect(lasting(rebase('p95', dated(further), [accepted(30), accepted(42)]), 0)).toBe(false);
      }),
    );
  });

  it('are shifted where they cannot be scaled: shares in percent, and levels of zero', () => {
    const step = [0, 0, 0, 2, 2, 2];
    expect(rebase('p95', dated(step), [accepted(3)])).toEqual([2, 2, 2, 2, 2, 2]);
    expect(rebase('errors', dated([1, 1.5, 1, 3, 3.5, 3]), [accepted(3, 'errors')])).toEqual([3, 3.5, 3, 3, 3.5, 3]);
    // Runs that are turned so that larger is worse are below zero.
    expect(rebase('throughput', dated([-100, -100, -80]), [accepted(2, 'throughput')])).toEqual([-80, -80, -80]);
  });

  it('take each accepted step by itself, whatever the clocks said', () => {
    const values = [10, 10, 10, 20, 20, 30, 30];
    expect(rebase('p95', dated(values), [accepted(5), accepted(3)])).toEqual([30, 30, 30, 30, 30, 30, 30]);
    const jumped = dated(values).map((each, at) => ({ ...each, createdAt: time(at === 3 ? -9_000 : at) }));
    expect(rebase('p95', jumped, [accepted(-9_000)])).toEqual([25, 25, 25, 20, 20, 30, 30]);
  });
});
