import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Reading, Survey } from '../../src/model/reading.ts';
import { summarise } from '../../src/monitor/summarise.ts';

const step = fc.record({
  ms: fc.double({ min: 1, max: 500, noNaN: true }),
  cpuMs: fc.double({ min: 0, max: 500, noNaN: true }),
  processes: fc.integer({ min: 1, max: 9 }),
  rssBytes: fc.nat(),
  sharedBytes: fc.option(fc.nat()),
  vmsBytes: fc.option(fc.nat()),
  peakRssBytes: fc.option(fc.nat()),
  threads: fc.option(fc.nat(100)),
  descriptors: fc.option(fc.nat(100)),
});
/** Readings as a monitor makes them: time rises, CPU time does not fall. */
const readings: fc.Arbitrary<readonly Reading[]> = fc.array(step, { minLength: 2, maxLength: 30 }).map((steps) => {
  let [atMs, cpuMs] = [1_000, 0];
  return steps.map(({ ms, cpuMs: more, ...rest }) => ({ ...rest, atMs: (atMs += ms), cpuMs: (cpuMs += more) }));
});
/** Running totals of everything, growing by so much a millisecond. */
const surveyAt = (atMs: number, perMs: number, closeWait = 0): Survey => ({
  atMs,
  processes: 1,
  descriptors: { files: 1, sockets: 2, pipes: 3, others: 4 },
  sockets: { established: 1, listening: 1, closeWait, passing: 0, others: 0 },
  work: { ranMs: atMs * perMs, waitedMs: atMs * perMs, voluntarySwitches: atMs, involuntarySwitches: 2 * atMs },
  pressure: {
    throttledMs: atMs * perMs,
    groupPeakBytes: atMs,
    oomKills: 0,
    cpuStallMs: atMs * perMs,
    memoryStallMs: null,
    ioStallMs: 7,
  },
});
const moment = fc.double({ min: 900, max: 8_000, noNaN: true });

it('a summary lies within its readings: bounds, extents and time', () => {
  fc.assert(
    fc.property(readings, moment, moment, (all, fromMs, toMs) => {
      const use = summarise(all, [], fromMs, toMs);
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
      const [whole, before, after] = [summarise(all, [], 0, 1e9), summarise(all, [], 0, middle), summarise(all, [], middle, 1e9)];
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
      expect(summarise([], [], 0, at)).toBeNull();
      expect(summarise(all.slice(0, 1), [], 0, 1e9)).toBeNull();
      expect(summarise(all, [], at, at)).toBeNull();
      expect(summarise(all, [], 1e9, 2e9)).toBeNull();
      expect(summarise(all, [], 8_000, 900)).toBeNull();
    }),
  );
});

it('closer looks tell rates between the first and the last of the phase, and states as they were last', () => {
  fc.assert(
    fc.property(readings, fc.double({ min: 0, max: 0.5, noNaN: true }), (all, perMs) => {
      const [first, last] = [all[0], all.at(-1)];
      if (first === undefined || last === undefined) return;
      const [from, to] = [first.atMs, last.atMs];
      const looks = [surveyAt(0, 9), surveyAt(from, perMs), surveyAt(to, perMs, 5), surveyAt(to + 1, 9)];
      const close = summarise(all, looks, from, to)?.close;
      expect(close?.runnable).toBeCloseTo(2 * perMs);
      expect(close?.waiting).toBeCloseTo(perMs);
      expect(close?.voluntarySwitchesPerSecond).toBeCloseTo(1_000);
      expect(close?.involuntarySwitchesPerSecond).toBeCloseTo(2_000);
      expect(close?.throttledMs).toBeCloseTo(perMs * (to - from));
      expect(close?.cpuStall).toBeCloseTo(perMs);
      expect(close).toMatchObject({ groupPeakBytes: to, memoryStall: null, ioStall: 0, sockets: { closeWait: 5 } });
    }),
  );
});

it('closer looks too near to one another tell states and no rates; none tell nothing', () => {
  const all = [0, 500, 1_000].map((atMs) => ({
    atMs,
    cpuMs: 0,
    processes: 1,
    rssBytes: 1,
    sharedBytes: 0,
    vmsBytes: 1,
    peakRssBytes: 1,
    threads: 1,
    descriptors: 1,
  }));
  const near = summarise(all, [surveyAt(10, 0.1, 3), { ...surveyAt(300, 0.1), sockets: null }], 0, 1_000)?.close;
  expect(near).toMatchObject({ runnable: null, waiting: null, voluntarySwitchesPerSecond: null, throttledMs: null, cpuStall: null });
  // The last that is known.
  expect(near).toMatchObject({ sockets: { closeWait: 3 }, descriptors: { pipes: 3 }, groupPeakBytes: 300 });
  expect(summarise(all, [surveyAt(2_000, 1)], 0, 1_000)?.close).toBeNull();
});
