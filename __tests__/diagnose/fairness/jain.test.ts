import { describe, expect, it } from 'vitest';
import { jainIndex } from '../../../src/diagnose/fairness/jain.ts';

describe("Jain's index", () => {
  it('is 1 where all get the same, and k/n where k of n get all there is', () => {
    expect(jainIndex([7, 7, 7])).toBeCloseTo(1, 12);
    expect(jainIndex([1, 0, 0, 0])).toBeCloseTo(0.25, 12);
    // Why nothing is judged by it: one of twenty gets nothing.
    expect(jainIndex([0, ...Array.from({ length: 19 }, () => 3)])).toBeCloseTo(0.95, 12);
  });

  it('is no number where nobody gets anything', () => {
    expect(jainIndex([0, 0])).toBeNaN();
  });
});
