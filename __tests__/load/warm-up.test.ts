import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWarm, type Block } from '../../src/load/warm-up.ts';

const blocks = (...p50sMs: readonly (number | null)[]): readonly Block[] =>
  p50sMs.map((p50Ms) => ({ requests: p50Ms === null ? 0 : 40, p50Ms }));

describe('isWarm', () => {
  it('needs five blocks, however even they are', () => {
    expect(isWarm(blocks(5, 5, 5, 5))).toBe(false);
    expect(isWarm(blocks(5, 5, 5, 5, 5))).toBe(true);
  });

  it('waits while the service still becomes faster', () => {
    expect(isWarm(blocks(10, 9.5, 9, 8.6, 8.2))).toBe(false);
    expect(isWarm(blocks(20, 14, 10, 8, 7, 6.5))).toBe(false);
  });

  it('is not fooled by two lucky blocks', () => {
    expect(isWarm(blocks(20, 16, 13, 10, 8, 7, 7))).toBe(false);
    expect(isWarm(blocks(20, 16, 13, 10, 12, 8))).toBe(false);
  });

  it('takes a service that becomes slower for warm, once it has done so for ten blocks', () => {
    const slower = (count: number): readonly Block[] => blocks(...Array.from({ length: count }, (_, block) => 5 * 1.1 ** block));
    expect(isWarm(slower(9))).toBe(false);
    expect(isWarm(slower(10))).toBe(true);
  });

  it('is not hurried by users that are still beginning, which slows a service while its code becomes faster', () => {
    expect(isWarm(blocks(7, 8, 11, 11, 16))).toBe(false);
    expect(isWarm(blocks(1.2, 3.1, 5, 5.1, 5))).toBe(false);
    expect(isWarm(blocks(1.2, 3.1, 5, 5.1, 5, 5, 4.9))).toBe(true);
  });

  it('never counts a block without an answer as steady', () => {
    expect(isWarm(blocks(null, null, null, null, null, null))).toBe(false);
    expect(isWarm(blocks(5, 5, 5, null, 5, 5))).toBe(false);
    expect(isWarm([])).toBe(false);
  });
});

describe('the warm-up policy', () => {
  const medians = fc.array(fc.option(fc.double({ min: 0.01, max: 1e5, noNaN: true }), { freq: 8 }), { maxLength: 30 });

  it('does not depend on the unit of time', () => {
    fc.assert(
      fc.property(medians, fc.integer({ min: -8, max: 8 }), (p50sMs, power) => {
        // Powers of two scale exactly; their logarithms nearly so, which is why a hair off the threshold is let go.
        const scaled = p50sMs.map((p50Ms) => (p50Ms === null ? null : p50Ms * 2 ** power));
        expect(isWarm(blocks(...scaled))).toBe(isWarm(blocks(...p50sMs)));
      }),
    );
  });

  it('ends once the service has been even for ten blocks, whatever came before', () => {
    fc.assert(
      fc.property(medians, fc.double({ min: 0.01, max: 1e5, noNaN: true }), (before, level) => {
        expect(isWarm(blocks(...before, ...Array.from({ length: 10 }, () => level)))).toBe(true);
      }),
    );
  });

  it('never ends while each block is a twentieth faster than the one before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0.05, max: 0.9, noNaN: true }), (count, fall) => {
        expect(isWarm(blocks(...Array.from({ length: count }, (_, block) => 1_000 * Math.exp(-fall * block))))).toBe(false);
      }),
    );
  });
});
