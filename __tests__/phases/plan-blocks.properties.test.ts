import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planBlocks } from '../../src/phases/plan-blocks.ts';

const rates = fc.double({ min: 0, max: 1e6, noNaN: true });
const overruns = fc.double({ min: 0, max: 30_000, noNaN: true });

describe('the blocks of a pair', () => {
  it('are as many short ones as fit where answers come at once', () => {
    expect(planBlocks(5_000, 3)).toEqual({ blocks: 10, times: { settleMs: 15, durationMs: 100 } });
  });

  it('are few and longer where the last answers of each come a second late', () => {
    expect(planBlocks(5_000, 1_000)).toEqual({ blocks: 3, times: { settleMs: 15, durationMs: 400 } });
  });

  it('are longer and fewer for slower services', () => {
    expect(planBlocks(200, 5)).toMatchObject({ blocks: 4, times: { durationMs: 250 } });
    expect(planBlocks(1, 5)).toMatchObject({ blocks: 3, times: { durationMs: 400 } });
  });

  it('have fifty answers in a half, where a service gives as many in 0.4 s', () => {
    fc.assert(
      fc.property(fc.double({ min: 125, max: 1e6, noNaN: true }), overruns, (perSecond, overrunMs) => {
        expect((planBlocks(perSecond, overrunMs).times.durationMs / 1_000) * perSecond).toBeGreaterThan(49.5);
      }),
    );
  });

  it('take a second or little more of load for each side', () => {
    fc.assert(
      fc.property(rates, overruns, (perSecond, overrunMs) => {
        const { blocks, times } = planBlocks(perSecond, overrunMs);
        expect(blocks * (times.settleMs + times.durationMs)).toBeLessThanOrEqual(1_300);
      }),
    );
  });

  it('are at least three, of a tenth to four tenths of a second, whatever the pace', () => {
    fc.assert(
      fc.property(rates, overruns, (rate, overrunMs) => {
        const { blocks, times } = planBlocks(rate, overrunMs);
        expect(blocks).toBeGreaterThanOrEqual(3);
        expect(times.durationMs).toBeGreaterThanOrEqual(100);
        expect(times.durationMs).toBeLessThanOrEqual(400);
        // More than three only where they fit.
        if (blocks > 3) expect(blocks * (times.settleMs + times.durationMs + overrunMs)).toBeLessThanOrEqual(2_500);
      }),
    );
  });

  it('are never more where answers come later', () => {
    fc.assert(
      fc.property(rates, overruns, overruns, (rate, one, other) => {
        const [early, late] = [planBlocks(rate, Math.min(one, other)), planBlocks(rate, Math.max(one, other))];
        expect(late.blocks).toBeLessThanOrEqual(early.blocks);
      }),
    );
  });
});
