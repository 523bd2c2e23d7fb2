import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import { rangeBar } from '../../src/report/bar.ts';
import { changeOf, widestOf } from '../../src/report/change.ts';
import { documents } from './documents.ts';

const some = documents.healthy.verdict.comparisons[0];
const amount = fc.double({ min: -500, max: 500, noNaN: true });
const change = fc
  .record({ at: amount, below: fc.double({ min: 0, max: 99, noNaN: true }), above: fc.double({ min: 0, max: 99, noNaN: true }) })
  .map(({ at, below, above }) => ({ at, interval: [at - below, at + above] as const }));

describe('a change', () => {
  it('is in points or in percent, never in both', () => {
    fc.assert(
      fc.property(change, fc.constantFrom('percent' as const, 'points' as const), ({ at, interval }, changeIn) => {
        if (some === undefined) throw new Error('the healthy run has comparisons');
        const each: Comparison = { ...some, changeIn, changePercent: at, intervalPercent: interval };
        const { text, range } = changeOf(each, widestOf([each]));
        const said = `${text} ${range}`;
        expect([said.includes('%'), /point/.test(said)]).toEqual(changeIn === 'percent' ? [true, false] : [false, true]);
      }),
    );
  });

  it('is drawn on the scale of its own kind', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(change, fc.boolean()), { minLength: 1, maxLength: 6 }), (several) => {
        if (some === undefined) throw new Error('the healthy run has comparisons');
        const all = several.map(([{ at, interval }, inPoints]): Comparison => ({
          ...some,
          changeIn: inPoints ? 'points' : 'percent',
          changePercent: at,
          intervalPercent: interval,
        }));
        const percent = all.filter(({ changeIn }) => changeIn === 'percent');
        for (const each of percent) expect(changeOf(each, widestOf(all))).toEqual(changeOf(each, widestOf(percent)));
      }),
    );
  });
});

describe('a range bar', () => {
  it('has its cross exactly where the interval spans zero, on the side of the point where zero lies, and is no longer for it', () => {
    fc.assert(
      fc.property(change, ({ at, interval: [low, high] }) => {
        const bar = rangeBar(at, [low, high], 100);
        if (high <= low) return;
        const spans = (low < 0 && at > 0) || (at < 0 && high > 0);
        expect(bar.split('┼').length - 1).toBe(spans ? 1 : 0);
        if (spans) expect(bar.indexOf('┼') < bar.indexOf('●')).toBe(at > 0);
        const moved = rangeBar(at + 1_000, [low + 1_000, high + 1_000], 100);
        expect(Math.abs(bar.length - moved.length)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
