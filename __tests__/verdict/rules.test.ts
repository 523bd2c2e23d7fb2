import { describe, expect, it } from 'vitest';
import { detectableShare, extreme, lasting, suspicious } from '../../src/verdict/rules.ts';

/** Twenty runs between 100 and 104, median 102. */
const usual = Array.from({ length: 20 }, (_, at) => 100 + (at % 5));

describe('a lasting step', () => {
  it('needs all three last runs beyond the worst of the twenty before', () => {
    expect(lasting([...usual, 106, 106, 106], 0)).toBe(true);
    expect(lasting([...usual, 106, 104, 106], 0)).toBe(false);
    expect(lasting([...usual, 90, 106, 106], 0)).toBe(false);
  });

  it('needs 3 % of the median and the smallest effect', () => {
    expect(lasting([...usual, 105, 105, 105], 0)).toBe(false);
    expect(lasting([...usual, 106, 106, 106], 5)).toBe(false);
  });

  it('is seen from a metric that never moved', () => {
    expect(lasting([...usual.map(() => 0), 1, 1, 1], 0.5)).toBe(true);
    expect(lasting([...usual.map(() => 0), 0, 0, 0], 0)).toBe(false);
  });

  it('tells the smallest step it could have seen', () => {
    expect(detectableShare([...usual, 1, 1, 1], 0)).toBe(0.03);
    expect(detectableShare([...usual.slice(1), 122.4, 1, 1, 1], 0)).toBeCloseTo(0.2, 12);
    expect(detectableShare([...usual, 1, 1, 1], 51)).toBe(0.5);
    expect(detectableShare([...usual.map(() => 0), 1, 1, 1], 0)).toBe(null);
  });
});

describe('an effect no noise explains', () => {
  it('is 10 % and 8 robust standard deviations out', () => {
    expect(extreme([...usual, 130], 0)).toBe(true);
    expect(extreme([...usual, 111], 0)).toBe(false);
    expect(extreme([...usual, 130], 40)).toBe(false);
  });

  it('is none where noise has once come half as far', () => {
    expect(extreme([...usual, 118, 130], 0)).toBe(false);
    expect(extreme([...usual, 118, 140], 0)).toBe(true);
  });

  it('is none where there is no level to compare with', () => {
    expect(extreme([...usual.map(() => 0), 5], 0)).toBe(false);
  });
});

describe('a suspicious run', () => {
  it('is among the worst and 2 % off', () => {
    expect(suspicious([...usual, ...usual, ...usual.slice(1), 105], 0, 1)).toBe(true);
    expect(suspicious([...usual, ...usual, ...usual.slice(1), 103.9], 0, 1)).toBe(false);
    expect(suspicious([...usual.map((run) => run / 1_000 + 100), 100.005], 0, 1)).toBe(false);
  });

  it('must be the worst and stand out where many metrics are judged together', () => {
    expect(suspicious([...usual, 105], 0, 10)).toBe(false);
    expect(suspicious([...usual, 109], 0, 10)).toBe(true);
  });
});
