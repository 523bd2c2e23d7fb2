import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readBars } from '../../src/load/bars.ts';
import { Distribution } from '../../src/load/distribution.ts';

/** No operation lasts longer, and a distribution holds no more. */
const hourMs = 3_600_000;
/** Milliseconds from below a microsecond to nearly an hour. */
const duration = fc.double({ min: -4, max: 6.5, noNaN: true }).map((power) => 10 ** power);
const durations = fc.array(duration, { minLength: 1, maxLength: 200 });
/** Latencies as they are: all near one another, with a far one now and then. */
const narrow = fc
  .tuple(duration, fc.array(fc.double({ min: 1, max: 1.3, noNaN: true }), { minLength: 1, maxLength: 100 }))
  .map(([base, factors]) => factors.map((factor) => Math.min(hourMs, base * factor)));
const samples = fc.oneof(durations, narrow);

function barsOf(values: readonly number[]): ReturnType<typeof readBars> {
  const distribution = new Distribution();
  for (const value of values) distribution.record(value);
  return readBars(distribution.encode());
}

describe('the bars of a histogram', () => {
  it('are at most twelve, hold every value, and touch', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const bars = barsOf(values);
        expect(bars.length).toBeGreaterThan(0);
        expect(bars.length).toBeLessThanOrEqual(12);
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        for (const [index, bar] of bars.entries()) {
          expect(bar.toMs).toBeGreaterThan(bar.fromMs);
          if (index > 0) expect(bar.fromMs).toBe(bars[index - 1]?.toMs);
        }
      }),
    );
  });

  it('begin and end with one that holds something', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const bars = barsOf(values);
        expect(bars[0]?.count).toBeGreaterThan(0);
        expect(bars.at(-1)?.count).toBeGreaterThan(0);
      }),
    );
  });

  it('hold each value between their ends, to the resolution of the histogram', () => {
    fc.assert(
      fc.property(samples, fc.nat(), (values, which) => {
        const value = values[which % values.length] ?? 0;
        const low = value * 0.999 - 0.001;
        const high = value * 1.001 + 0.001;
        expect(barsOf(values).some(({ fromMs, toMs, count }) => count > 0 && fromMs <= high && toMs >= low)).toBe(true);
      }),
    );
  });

  it('are none when nothing was recorded', () => {
    expect(barsOf([])).toEqual([]);
  });

  it('are as fine as twelve allow, and read at a glance', () => {
    const values = Array.from({ length: 500 }, (_, index) => 1 + index / 50);
    const bars = barsOf(values);
    expect(bars.length).toBeGreaterThan(5);
    for (const { fromMs } of bars) expect(String(fromMs).length).toBeLessThanOrEqual(5);
  });
});
