import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonNegativeLeastSquares } from '../../src/stats/non-negative-least-squares.ts';

const whole = fc.integer({ min: -10, max: 10 });
const problem = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 10 })).chain(([columns, rows]) =>
  fc.record({
    rows: fc.array(fc.array(whole, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    targets: fc.array(whole, { minLength: rows, maxLength: rows }),
    weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: rows, maxLength: rows }),
  }),
);

describe('non-negative least squares', () => {
  it('cannot be bettered: no coefficient wants to grow, and those above 0 want to stay', () => {
    fc.assert(
      fc.property(problem, ({ rows, targets, weights }) => {
        const found = nonNegativeLeastSquares(rows, targets, weights);
        const misses = rows.map((row, at) => row.reduce((sum, value, column) => sum + value * (found[column] ?? 0), -(targets[at] ?? 0)));
        found.forEach((value, column) => {
          // How fast half of the squared miss rises with the coefficient. Karush, Kuhn and Tucker: nothing more is to be shown.
          const slope = rows.reduce((sum, row, at) => sum + (weights[at] ?? 0) * (row[column] ?? 0) * (misses[at] ?? 0), 0);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(slope).toBeGreaterThan(-1e-6);
          if (value > 0) expect(Math.abs(slope)).toBeLessThan(1e-6);
        });
      }),
      { numRuns: 500 },
    );
  });
});
