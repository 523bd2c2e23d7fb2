import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planBlocks } from '../../src/phases/plan-blocks.ts';

const rate = double({ min: 0, max: 1e6, noNaN: true });

describe('planBlocks', () => {
  it('gives every service a middle of several blocks, and takes a second or little more for each side', () => {
    assert(
      property(rate, (perSecond) => {
        const { blocks, times } = planBlocks(perSecond);
        expect(blocks).toBeGreaterThanOrEqual(3);
        expect(blocks * (times.settleMs + times.durationMs)).toBeLessThanOrEqual(1_300);
        expect(times.durationMs).toBeGreaterThanOrEqual(100);
      }),
    );
  });

  it('has fifty answers in a half, where a service gives as many in 0.4 s', () => {
    assert(
      property(double({ min: 125, max: 1e6, noNaN: true }), (perSecond) => {
        expect((planBlocks(perSecond).times.durationMs / 1_000) * perSecond).toBeGreaterThan(49.5);
      }),
    );
  });

  it('makes blocks longer and fewer for slower services', () => {
    expect(planBlocks(5_000)).toEqual({ blocks: 10, times: { settleMs: 15, durationMs: 100 } });
    expect(planBlocks(200)).toMatchObject({ blocks: 4, times: { durationMs: 250 } });
    expect(planBlocks(1)).toMatchObject({ blocks: 3, times: { durationMs: 400 } });
  });
});
