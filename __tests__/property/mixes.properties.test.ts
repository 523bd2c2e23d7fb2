import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixesOf } from '../../src/property/mixes.ts';

const names = fc.uniqueArray(
  fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== '__proto__'),
  { minLength: 2, maxLength: 12 },
);
const seeds = fc.nat({ max: 2 ** 32 - 1 });

describe('mixes', () => {
  it('hold every operation, each of them often enough to be judged, and are the same for the same seed', () => {
    fc.assert(
      fc.property(names, seeds, (operations, seed) => {
        const mixes = mixesOf(operations, seed);
        expect(mixesOf(operations, seed)).toEqual(mixes);
        for (const { weights } of mixes) {
          expect(Object.keys(weights).toSorted()).toEqual(operations.toSorted());
          const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
          expect(Math.min(...Object.values(weights)) / total).toBeGreaterThanOrEqual(1 / (5 * operations.length));
        }
        expect(new Set(mixes.map(({ name }) => name)).size).toBe(mixes.length);
      }),
    );
  });

  it('begin with all alike and mostly the dearest, and go on by the seed', () => {
    const [alike, first, second, ...drawn] = mixesOf(['report', 'add', 'list'], 7);
    expect(alike).toEqual({ name: 'all alike', weights: { report: 1, add: 1, list: 1 } });
    expect(first).toEqual({ name: 'mostly report', weights: { report: 3, add: 1, list: 1 } });
    expect(second).toEqual({ name: 'mostly add', weights: { report: 1, add: 3, list: 1 } });
    expect(drawn).toHaveLength(4);
    expect(mixesOf(['report', 'add', 'list'], 8).slice(3)).not.toEqual(drawn);
  });

  it('are none of one operation', () => {
    expect(mixesOf(['list'], 7)).toEqual([]);
    expect(mixesOf([], 7)).toEqual([]);
  });
});
