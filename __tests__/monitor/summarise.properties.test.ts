import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Reading } from '../../src/model/reading.ts';
import { summarise } from '../../src/monitor/summarise.ts';

const step = fc.record({
  ms: fc.double({ min: 1, max: 500, noNaN: true }),
  cpuMs: fc.double({ min: 0, max: 500, noNaN: true }),
  processes: fc.integer({ min: 1, max: 9 }),
  rssBytes: fc.nat(),
  peakRssBytes: fc.option(fc.nat()),
  threads: fc.option(fc.nat(100)),
  descriptors: fc.option(fc.nat(100)),
});
/** Readings as a monitor makes them: time rises, CPU time does not fall. */
const readings: fc.Arbitrary<readonly Reading[]> = fc.array(step, { minLength: 2, maxLength: 30 }).map((steps) => {
  let [atMs, cpuMs] = [1_000, 0];
  return steps.map(({ ms, cpuMs: more, ...rest }) => ({ ...rest, atMs: (atMs += ms), cpuMs: (cpuMs += more) }));
});
const moment = fc.double({ min: 900, max: 8_000, noNaN: true });

it('a summary lies within its readings: bounds, extents and time', () => {
  fc.assert(
    fc.property(readings, moment, moment, (all, fromMs, toMs) => {
      const use = summarise(all, fromMs, toMs);
      if (use === null) return;
      const within = all.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
      expect(use.readings).toBe(within.length);
      expect(use.durationMs).toBeGreaterThan(0);
      expect(use.durationMs).toBeLessThanOrEqual(toMs - fromMs);
      expect(use.cpuMs).toBeGreaterThanOrEqual(0);
      expect(use.cores).toBeCloseTo(use.cpuMs / use.durationMs);
      expect(use.rssBytes).toEqual({
        first: within[0]?.rssBytes,
        max: Math.max(...within.map((one) => one.rssBytes)),
        last: within.at(-1)?.rssBytes,
      });
      const known = within.map(({ threads }) => threads).filter((threads) => threads !== null);
      expect(use.threads).toEqual(known.length === 0 ? null : { first: known[0], max: Math.max(...known), last: known.at(-1) });
    }),
  );
});

it('the whole of it is exact, and phases that follow one another add up', () => {
  fc.assert(
    fc.property(readings, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
      const [first, last] = [all[0], all.at(-1)];
      if (first === undefined || last === undefined) return;
      const middle = first.atMs + share * (last.atMs - first.atMs);
      const [whole, before, after] = [summarise(all, 0, 1e9), summarise(all, 0, middle), summarise(all, middle, 1e9)];
      expect(whole?.cpuMs).toBeCloseTo(last.cpuMs - first.cpuMs, 6);
      if (before === null || after === null) return;
      expect(before.cpuMs + after.cpuMs).toBeCloseTo(last.cpuMs - first.cpuMs, 6);
      expect(before.durationMs + after.durationMs).toBeCloseTo(last.atMs - first.atMs, 6);
    }),
  );
});

it('what was not watched is not known', () => {
  fc.assert(
    fc.property(readings, moment, (all, at) => {
      expect(summarise([], 0, at)).toBeNull();
      expect(summarise(all.slice(0, 1), 0, 1e9)).toBeNull();
      expect(summarise(all, at, at)).toBeNull();
      expect(summarise(all, 1e9, 2e9)).toBeNull();
      expect(summarise(all, 8_000, 900)).toBeNull();
    }),
  );
});
