import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMaxTree } from '../../../src/diagnose/consistency/max-tree.ts';

describe('a tree of maxima', () => {
  it('knows the first of the largest values, whatever was added to those before an index', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ put: fc.integer({ min: -20, max: 20 }) }),
        fc.record({ below: fc.nat({ max: 40 }), amount: fc.integer({ min: 0, max: 9 }) }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (given) => {
        const tree = openMaxTree(given.filter((step) => 'put' in step).length);
        const values: number[] = [];
        for (const step of given) {
          if ('put' in step) {
            tree.put(values.length, step.put);
            values.push(step.put);
          } else {
            const end = Math.min(step.below, values.length);
            tree.raiseBelow(end, step.amount);
            for (let index = 0; index < end; index += 1) values[index] = (values[index] ?? 0) + step.amount;
          }
          const value = Math.max(Number.NEGATIVE_INFINITY, ...values);
          expect(tree.top()).toEqual({ index: Math.max(0, values.indexOf(value)), value });
        }
      }),
    );
  });
});
