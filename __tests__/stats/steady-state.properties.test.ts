import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { findSteadyState, neededValues } from '../../src/stats/steady-state.ts';
import { around, flat } from './series.ts';

const tenth = Math.log(1.1);
/** All kinds of courses, in whole thousandths so that adding to them is exact. */
const series = fc
  .record({
    seed: fc.nat(),
    count: fc.integer({ min: neededValues, max: 30 }),
    sigma: fc.double({ min: 0, max: 0.2, noNaN: true }),
    to: fc.double({ min: 0.3, max: 3, noNaN: true }),
  })
  .map(({ seed, count, sigma, to }) =>
    around(flat(openChance(seed, 1), count, sigma), (place) => 1 + (to - 1) * place).map((value) => Math.round(value * 1_024) / 1_024),
  );

describe('the steady state', () => {
  it('does not depend on the unit that the values were measured in', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -20, max: 20 }), (values, by) => {
        const [here, there] = [
          findSteadyState(values, tenth),
          findSteadyState(
            values.map((value) => value + by),
            tenth,
          ),
        ];
        expect(there.kind).toBe(here.kind);
        if (here.kind === 'changed' && there.kind === 'changed') {
          expect(there.last - there.first).toBeCloseTo(here.last - here.first, 9);
          expect(there.at).toBe(here.at);
        }
      }),
    );
  });

  it('is the same upside down, with rises for falls', () => {
    fc.assert(
      fc.property(series, (values) => {
        const [up, down] = [
          findSteadyState(values, tenth),
          findSteadyState(
            values.map((value) => -value),
            tenth,
          ),
        ];
        expect(down.kind).toBe(up.kind);
        if (up.kind === 'changed' && down.kind === 'changed')
          expect([down.first, down.last]).toEqual([-up.first, -up.last].map((level) => level + 0));
      }),
    );
  });

  it('is the same backwards, with the last level for the first', () => {
    fc.assert(
      fc.property(series, (values) => {
        const [on, back] = [findSteadyState(values, tenth), findSteadyState(values.toReversed(), tenth)];
        if (on.kind === 'changed') expect(back).toMatchObject({ kind: 'changed', first: on.last, last: on.first });
      }),
    );
  });

  it('leaves values out that are not there, and still names the place in the whole series', () => {
    fc.assert(
      fc.property(series, fc.array(fc.nat({ max: 29 }), { maxLength: 10 }), (values, gaps) => {
        const whole = values.flatMap((value, index): readonly (number | null)[] => (gaps.includes(index) ? [null, value] : [value]));
        const [with_, without] = [findSteadyState(whole, tenth), findSteadyState(values, tenth)];
        expect({ ...with_, at: null }).toEqual({ ...without, at: null });
        if (with_.kind === 'changed' && without.kind === 'changed' && with_.at !== null) {
          expect(whole[with_.at]).toBe(values[without.at ?? -1]);
        }
      }),
    );
  });

  it('is unknown for fewer values than it needs, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ noNaN: false })), { maxLength: neededValues - 1 }), (values) => {
        expect(findSteadyState(values, tenth).kind).toBe('unknown');
      }),
    );
  });

  it('stands a burst of a fifth of the series, of any height, in any place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 0, max: 4 }),
        fc.double({ min: 0, max: 9, noNaN: true }),
        (at, length, height) => {
          const values = Array.from({ length: 20 }, (_, index) => (index >= at && index < at + length ? 1 + height : 1));
          expect(findSteadyState(values, tenth).kind).toBe('steady');
        },
      ),
    );
  });
});
