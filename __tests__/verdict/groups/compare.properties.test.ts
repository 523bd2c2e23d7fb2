import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGroups } from '../../../src/verdict/groups/compare.ts';
import { judgeGroups } from '../../../src/verdict/groups/judge.ts';
import type { Member } from '../../../src/verdict/groups/member.ts';
import { runsToTell } from '../../../src/verdict/groups/weigh.ts';
import { twoGroups } from './sample-groups.ts';

const sizes = fc.tuple(fc.integer({ min: 4, max: 9 }), fc.integer({ min: 4, max: 9 }));
const groups = fc
  .record({ seed: fc.nat(), sizes, more: fc.double({ min: -0.3, max: 0.5, noNaN: true }), noise: fc.constantFrom(0.3, 1, 4) })
  .map(({ seed, sizes: counts, more, noise }) => twoGroups(seed, counts, more, noise));

describe('two groups of runs', () => {
  it('say the same in whatever order their runs come', () => {
    fc.assert(
      fc.property(groups, ([before, after]) => {
        const reversed = judgeless(before.toReversed(), after.toReversed());
        expect(reversed).toEqual(judgeless(before, after));
      }),
      { numRuns: 60 },
    );
  });

  it('say the opposite the other way round', () => {
    fc.assert(
      fc.property(groups, ([before, after]) => {
        const [there, back] = [compareGroups(before, after, new Set()), compareGroups(after, before, new Set())];
        const worse = there.comparisons.filter(({ kind }) => kind === 'regression').map(({ metric }) => metric);
        const better = back.comparisons.filter(({ kind }) => kind === 'improvement').map(({ metric }) => metric);
        // What counts as much depends on the level before, so a change just at the edge may count one way only.
        const edge = there.comparisons.filter(({ changePercent }) => Math.abs(changePercent ?? 0) < 3).map(({ metric }) => metric);
        expect(worse.filter((name) => !edge.includes(name))).toEqual(better.filter((name) => !edge.includes(name)));
      }),
      { numRuns: 60 },
    );
  });

  it('never call it a regression where the largest of one side lies within the other, nor of so few runs that chance may do that', () => {
    fc.assert(
      fc.property(groups, ([before, after]) => {
        for (const { metric, kind, intervalPercent } of compareGroups(before, after, new Set()).comparisons) {
          const fewest = Math.min(before.length, after.length);
          if (kind !== 'regression') continue;
          expect({ metric, isEnough: Math.max(before.length, after.length) >= 5 && fewest >= 4 }).toEqual({ metric, isEnough: true });
          expect(intervalPercent?.[0] !== 0 && Math.sign(intervalPercent?.[0] ?? 0) === Math.sign(intervalPercent?.[1] ?? 0)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are judged whatever they hold: never two words of one metric, never a number that is none', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), ([before, after], some, others) => {
        const judged = judgeGroups(before.slice(0, some), after.slice(0, others));
        expect(judged === null).toBe(others === 0);
        const names = judged?.verdict.comparisons.map(({ metric }) => metric) ?? [];
        expect(new Set(names).size).toBe(names.length);
        for (const { changePercent, smallestDetectablePercent, noisePercent } of judged?.verdict.comparisons ?? []) {
          for (const each of [changePercent, smallestDetectablePercent, noisePercent])
            expect(each === null || Number.isFinite(each)).toBe(true);
        }
        if (Math.min(some, before.length, others, after.length) < 4) expect(judged?.verdict.kind).not.toBe('pass');
      }),
      { numRuns: 60 },
    );
  });
});

describe('the runs that are needed', () => {
  it('are enough for the clearest outcome to have a chance of 1 % among all metrics, and one less are not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (metrics) => {
        const runs = runsToTell(metrics);
        const ways = (n: number): number => Array.from({ length: n }, (_, k) => (n + k + 1) / (k + 1)).reduce((all, each) => all * each, 1);
        expect(ways(runs) * 0.01).toBeGreaterThanOrEqual(metrics * (1 - 1e-9));
        expect(runs === 4 || ways(runs - 1) * 0.01 < metrics).toBe(true);
      }),
    );
  });
});

/** Without what depends on the order alone: the trail. */
function judgeless(before: readonly Member[], after: readonly Member[]): unknown {
  const { word, comparisons } = compareGroups(before, after, new Set());
  return { word, comparisons: comparisons.map((each) => ({ ...each, trail: each.trail.toSorted((a, b) => a - b) })) };
}
