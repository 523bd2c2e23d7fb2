import { describe, expect, it } from 'vitest';
import { signFlips } from '../../src/stats/sign-flips.ts';

describe('flips of signs', () => {
  it('are counted out: of three values that agree one flip in eight is as clear', () => {
    expect(signFlips([[1, 1.1, 0.9]])).toEqual({ above: [1 / 8], below: [1] });
    expect(signFlips([[-1, -1.1, -0.9]])).toEqual({ above: [1], below: [1 / 8] });
  });

  it('of one metric are those of its sum, by hand', () => {
    // Sums of ±1 ±2 ±3: 6 4 2 0 0 −2 −4 −6. Three of eight are at least 2.
    expect(signFlips([[1, -2, 3]]).above).toEqual([expect.closeTo(3 / 8, 12)]);
  });

  it('cost nothing for metrics that say the same, and tell the clearest of several apart from the others', () => {
    const clear = [10, 11, 9, 10, 10.5, 9.5, 10, 10.2];
    const noise = [3, -2, 1, -4, 2, -1, 3, -3];
    expect(signFlips([clear, clear.map((value) => value * 2), clear]).above).toEqual([1 / 256, 1 / 256, 1 / 256]);
    const { above } = signFlips([noise, clear]);
    expect(above[1]).toBe(1 / 256);
    expect(above[0]).toBeGreaterThan(0.3);
  });

  it('let no single value drown the others', () => {
    expect(signFlips([[1, 1, 1, 1, 1, 1, 1, 1_000]]).above).toEqual([1 / 256]);
  });

  it('never make a less clear metric surer than a clearer one', () => {
    const { above } = signFlips([
      [5, 6, 7, 5, 6],
      [1, 2, -0.5, 3, 1],
      [-1, 2, -3, 1, 2],
    ]);
    expect(above).toEqual(above.toSorted((a, b) => a - b));
  });

  it('say nothing of nothing', () => {
    expect(signFlips([])).toEqual({ above: [], below: [] });
    expect(signFlips([[0, 0, 0], []])).toEqual({ above: [1, 1], below: [1, 1] });
  });
});
