import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendOf, trendSigns } from '../../src/report/trend.ts';

const levels = '▁▂▃▄▅▆▇█';
const signsOf = (trail: readonly number[], after: number, changeIn: 'percent' | 'points' = 'percent'): string => {
  const trend = trendOf({ trail, after, changeIn });
  return trend === null ? '' : trendSigns(trend);
};
const heights = (signs: string): readonly number[] => Array.from(signs, (sign) => levels.indexOf(sign));

describe('a trend', () => {
  it('has one sign a run, this one last, at most 24 of the newest, and a dot for a run without the number', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 60 }), fc.double(), (trail, after) => {
        const signs = signsOf(trail, after);
        const shown = [...trail, after].slice(-24);
        const isDrawn = shown.filter(Number.isFinite).length >= 2;
        expect(signs).toMatch(new RegExp(`^[${levels}·]{${isDrawn ? shown.length : 0}}$`));
        if (isDrawn) expect(Array.from(signs, (sign) => sign !== '·')).toEqual(shown.map(Number.isFinite));
      }),
    );
  });

  it('shows a lasting step of 5 % by three levels or more, and noise of 1 % by one at most, whatever the size of the number', () => {
    const noise = fc.array(fc.double({ min: -0.005, max: 0.005, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), noise, noise, (usual, before, since) => {
        const still = [...before, ...since].map((share) => usual * (1 + share));
        const step = [...before.map((share) => usual * (1 + share / 5)), ...since.map((share) => 1.05 * usual * (1 + share / 5))];
        const [calm, risen] = [
          heights(signsOf(still.slice(0, -1), still.at(-1) ?? 0)),
          heights(signsOf(step.slice(0, -1), step.at(-1) ?? 0)),
        ];
        expect(Math.max(...calm) - Math.min(...calm)).toBeLessThanOrEqual(1);
        expect(Math.min(...risen.slice(12)) - Math.max(...risen.slice(0, 12))).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('is never lower where the number is higher', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 24 }), fc.boolean(), (some, inPoints) => {
        const ascending = some.toSorted((a, b) => a - b);
        const signs = heights(signsOf(ascending.slice(0, -1), ascending.at(-1) ?? 0, inPoints ? 'points' : 'percent'));
        expect(signs).toEqual(signs.toSorted((a, b) => a - b));
      }),
    );
  });
});
