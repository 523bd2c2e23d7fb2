import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Gauges } from '../../src/load/gauges.ts';
import type { Measure } from '../../src/model/measure.ts';

const measures: readonly Measure[] = [
  { name: 'wait', unit: 'ms' },
  { name: 'hit', unit: 'share' },
];
const measured = fc.tuple(fc.oneof(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.constant(Number.NaN)), fc.constantFrom(0, 1));

it('what several engines measured adds up to what one would have', () => {
  fc.assert(
    fc.property(fc.array(fc.array(measured, { maxLength: 30 }), { maxLength: 4 }), (engines) => {
      const [whole, merged, joined] = [new Gauges(measures), new Gauges([]), new Gauges([])];
      for (const values of engines) {
        const part = new Gauges(measures);
        for (const one of values) {
          whole.record(one);
          part.record(one);
        }
        merged.add(part.pack());
        joined.join(part);
      }
      // Which is told first depends on which was measured first.
      const tell = (gauges: Gauges): unknown =>
        new Map(gauges.observe().map(({ name, unit, values: { mean, ...rest } }) => [name, { unit, ...rest, mean: mean?.toFixed(6) }]));
      expect(tell(merged)).toEqual(tell(whole));
      expect(tell(joined)).toEqual(tell(whole));
    }),
  );
});

it('counts only what was measured, and tells nothing of what never was', () => {
  const gauges = new Gauges(measures);
  gauges.record([Number.NaN, 1]);
  gauges.record([Number.NaN, 0]);
  gauges.record([]);
  expect(gauges.observe()).toMatchObject([{ name: 'hit', unit: 'share', values: { count: 2, mean: 0.5 } }]);
});
