import { describe, expect, it } from 'vitest';

import { studentPoint } from '../../src/stats/student.ts';

describe("Student's 95 % point", () => {
  it('is that of the tables', () => {
    expect([1, 2, 4, 10].map(studentPoint)).toEqual([12.706, 4.303, 2.776, 2.228]);
  });

  it('falls with the degrees of freedom, and never below that of the normal distribution', () => {
    const points = Array.from({ length: 30 }, (_, index) => studentPoint(index + 1));
    expect(points).toEqual(points.toSorted((a, b) => b - a));
    expect(Math.min(...points)).toBeGreaterThan(1.96);
  });

  it('is infinite where nothing is free', () => {
    expect(studentPoint(0)).toBe(Number.POSITIVE_INFINITY);
    expect(studentPoint(Number.NaN)).toBe(Number.POSITIVE_INFINITY);
  });
});
