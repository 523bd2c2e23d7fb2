import { describe, expect, it } from 'vitest';
import { stairsOf } from '../../../src/diagnose/leak/stairs.ts';
import type { Point } from '../../../src/stats/theil-sen.ts';

const each = 900;
const line = (looks: number, height: (operations: number) => number): readonly Point[] =>
  Array.from({ length: looks }, (_, index) => ({ x: (index + 1) * each, y: height((index + 1) * each) }));
const growing = (factor: number, bytes: number): ((operations: number) => number) => {
  return (operations) => 65_536 * factor ** Math.ceil(Math.log((operations * bytes) / 65_536) / Math.log(factor));
};

describe('stairs', () => {
  it.each([2, 1.5])('are a buffer that grows by a factor of %d when it is full', (factor) => {
    for (const looks of [24, 30, 40, 60]) {
      const stairs = stairsOf(line(looks, growing(factor, 800)));
      expect(stairs?.interval[0]).toBeLessThan(800);
      expect(stairs?.interval[1]).toBeGreaterThan(800);
    }
  });

  it('are not a straight line, nothing at all, or a single step', () => {
    expect(stairsOf(line(30, (operations) => operations * 800))).toBeNull();
    expect(stairsOf(line(10, (operations) => operations * 800))).toBeNull();
    expect(stairsOf(line(30, () => 5))).toBeNull();
    expect(stairsOf(line(30, (operations) => (operations > 5_000 ? 1e7 : 0)))).toBeNull();
    expect(stairsOf([])).toBeNull();
  });

  it('end when the next step is overdue', () => {
    const bounded = (operations: number): number => growing(2, 800)(Math.min(operations, 12_000));
    expect(stairsOf(line(16, bounded))).not.toBeNull();
    expect(stairsOf(line(60, bounded))).toBeNull();
  });

  it('are not a cache that is emptied, or steps of one height', () => {
    expect(stairsOf(line(40, (operations) => Math.floor(operations / 6_000) * 5e6))).toBeNull();
  });
});
