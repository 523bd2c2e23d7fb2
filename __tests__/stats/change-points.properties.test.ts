import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { changePoints } from '../../src/stats/change-points.ts';
import { median } from '../../src/stats/median.ts';

const value = fc.integer({ min: -50, max: 50 });
const level = fc.record({ level: fc.integer({ min: -400, max: 400 }), noise: fc.array(value, { minLength: 1, maxLength: 20 }) });
/** Up to four levels, with noise. */
const series = fc.array(level, { maxLength: 4 }).map((levels) => levels.flatMap((one) => one.noise.map((noise) => one.level + noise)));

it('changes of level cut a series into stretches of six and more, with their medians on both sides', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 0, max: 100 }), (values, least) => {
      const changes = changePoints(values, least);
      const ends = [0, ...changes.map(({ at }) => at), values.length];
      changes.forEach(({ at, before, after }, index) => {
        expect(at - (ends[index] ?? 0)).toBeGreaterThanOrEqual(6);
        expect((ends[index + 2] ?? 0) - at).toBeGreaterThanOrEqual(6);
        expect(before).toBe(median(values.slice(ends[index], at)));
        expect(after).toBe(median(values.slice(at, ends[index + 2])));
        expect(Math.abs(after - before)).toBeGreaterThanOrEqual(least);
      });
    }),
  );
});

it('changes of level stay where they are when a series is measured in another unit, or upside down', () => {
  // Powers of two leave no rounding behind.
  const factor = fc.constantFrom(-4, -1, 0.5, 8);
  fc.assert(
    fc.property(series, factor, (values, times) => {
      const scaled = changePoints(
        values.map((each) => each * times),
        0,
      );
      expect(scaled.map(({ at }) => at)).toEqual(changePoints(values, 0).map(({ at }) => at));
    }),
  );
});
