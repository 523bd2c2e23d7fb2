import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leftForConstraints,
  leftForProperties,
  leftWithPairs,
  putAsideForPairs,
  shareBudget,
  timeForSample,
  type BudgetShares,
} from '../../src/load/budget.ts';

const left = integer({ min: 2_500, max: 3_600_000 });

const beforeProperties = ({ warmupMs, steadyMs, operationsMs, drainMs, scalingMs, consistencyMs, sustainedMs }: BudgetShares): number =>
  warmupMs + steadyMs + operationsMs + drainMs + scalingMs + consistencyMs + sustainedMs;

describe('shareBudget', () => {
  it('never spends more than it was given, once that is enough to measure at all', () => {
    assert(
      property(left, (leftMs) => {
        const shares = shareBudget(leftMs);
        const propertiesMs = leftForProperties(leftMs - beforeProperties(shares), shares);
        expect(propertiesMs).toBeGreaterThan(0);
        expect(beforeProperties(shares) + propertiesMs).toBeLessThan(leftMs);
      }),
    );
  });

  it('leaves time for several scenarios, even when all that comes before took its longest', () => {
    assert(
      property(left, (leftMs) => {
        const shares = shareBudget(leftMs);
        expect(leftForProperties(leftMs - beforeProperties(shares), shares) / shares.scenarioMs).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('gives the properties what any phase before them leaves over', () => {
    assert(
      property(left, integer({ min: 0, max: 500 }), (leftMs, takenMs) => {
        const shares = { ...shareBudget(leftMs), constraintsMs: 0 };
        const whole = beforeProperties(shares);
        const spared = shares.warmupMs - takenMs;
        expect(leftForProperties(leftMs - whole + spared, shares) - leftForProperties(leftMs - whole, shares)).toBe(spared);
      }),
    );
  });

  it('gives limits a second load as long as the first at most, and never what the search or the end of the run need', () => {
    assert(
      property(left, integer({ min: 0, max: 3_600_000 }), integer({ min: 0, max: 15_000 }), (leftMs, takenMs, warmupMs) => {
        const shares = shareBudget(leftMs);
        const sampleMs = timeForSample(leftMs - takenMs, shares, warmupMs);
        expect(sampleMs).toBeLessThanOrEqual(shares.steadyMs);
        expect(sampleMs === 0 || sampleMs >= shares.steadyMs / 4).toBe(true);
        if (sampleMs > 0) expect(leftMs - takenMs - warmupMs - sampleMs).toBeGreaterThanOrEqual(shares.searchMs + shares.spareMs - 1);
      }),
    );
  });

  it('keeps for pressures after them enough for one, or nothing, and never takes it from the least that the properties get', () => {
    assert(
      property(left, integer({ min: 0, max: 3_600_000 }), (leftMs, takenMs) => {
        const shares = shareBudget(leftMs);
        const propertiesMs = leftForProperties(leftMs - takenMs, shares);
        const pressuresMs = leftForConstraints(leftMs - takenMs - propertiesMs, shares);
        expect(propertiesMs).toBeGreaterThanOrEqual(shares.searchMs);
        expect(pressuresMs === 0 || pressuresMs >= 4_000).toBe(true);
        expect(pressuresMs).toBeLessThanOrEqual(shares.constraintsMs);
      }),
    );
    const ample = shareBudget(110_000);
    expect(leftForConstraints(60_000 - leftForProperties(60_000, ample), ample)).toBe(ample.constraintsMs);
    // What the properties leave over is for pressures, unless nobody asks for any.
    expect(leftForConstraints(60_000, ample)).toBe(60_000 - ample.spareMs);
    expect(leftForConstraints(60_000, { ...ample, constraintsMs: 0 })).toBe(0);
  });

  it('spends nothing on a phase that would be too short to tell anything', () => {
    assert(
      property(left, (leftMs) => {
        const { operationsMs, scalingMs, consistencyMs, sustainedMs } = shareBudget(leftMs);
        expect(operationsMs === 0 || operationsMs >= 600).toBe(true);
        expect(scalingMs === 0 || scalingMs >= 2_200).toBe(true);
        expect(consistencyMs === 0 || consistencyMs >= 1_400).toBe(true);
        expect(sustainedMs === 0 || sustainedMs >= 3_500).toBe(true);
      }),
    );
  });

  it('looks how throughput grows in less than an eighth of the time, and whether answers are right in a sixth of it at the most', () => {
    assert(
      property(left, (leftMs) => {
        const { scalingMs, consistencyMs } = shareBudget(leftMs);
        expect(scalingMs).toBeLessThanOrEqual(leftMs / 8);
        expect(consistencyMs).toBeLessThanOrEqual(leftMs / 6);
      }),
    );
    // In half a minute there is time for both.
    expect(shareBudget(28_000)).toMatchObject({ scalingMs: 2_520, consistencyMs: 1_680 });
  });

  it('bounds the warm-up: long enough for two blocks, never a quarter of a minute longer', () => {
    assert(
      property(integer({ min: 0, max: 3_600_000 }), (leftMs) => {
        const { warmupMs } = shareBudget(leftMs);
        expect(warmupMs).toBeGreaterThanOrEqual(500);
        expect(warmupMs).toBeLessThanOrEqual(15_000);
      }),
    );
  });

  it('gives what is compared as much whether pairs follow or not, and never more than there is', () => {
    assert(
      property(integer({ min: 20_000, max: 3_600_000 }), integer({ min: 0, max: 2_000 }), (budgetMs, elapsedMs) => {
        const comparedMs = leftWithPairs(budgetMs, elapsedMs);
        const alone = shareBudget(budgetMs - elapsedMs, comparedMs);
        const paired = shareBudget(budgetMs - elapsedMs - putAsideForPairs(budgetMs), comparedMs);
        expect([paired.warmupMs, paired.steadyMs, paired.operationsMs]).toEqual([alone.warmupMs, alone.steadyMs, alone.operationsMs]);
        expect(alone.steadyMs).toBeGreaterThanOrEqual(3_000);
        expect(beforeProperties(paired)).toBeLessThan(budgetMs - elapsedMs);
      }),
    );
  });
});
