import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Course } from '../../src/load/course.ts';
import { Line } from '../../src/load/line.ts';
import { openPace } from '../../src/load/pace/open.ts';
import type { OpenScenario } from '../../src/model/scenario.ts';
import { openScenario } from '../support/operations.ts';
import { modestArrivals } from './any-load.ts';

const startMs = 1_000;

const loads = fc.record({
  arrivals: modestArrivals,
  durationMs: fc.integer({ min: 1, max: 1_000 }),
  warmupMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000 })),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});
const crews = fc.integer({ min: 1, max: 4 });

function courseOf({ warmupMs, durationMs }: OpenScenario): Course {
  const fromMs = startMs + warmupMs;
  return { startMs, fromMs, toMs: fromMs + durationMs, stopped: false };
}

/** Brings the measured time forward, as a run does. */
function measureAt(course: Course, nowMs: number): void {
  course.toMs -= course.fromMs - nowMs;
  course.fromMs = nowMs;
}

/** The pattern's moments, from the beginning of the measured time. */
function patternOf({ arrivals, durationMs, seed }: OpenScenario): readonly number[] {
  const pace = openPace(arrivals, durationMs, seed);
  const moments: number[] = [];
  for (let atMs = pace.next(); atMs < Number.POSITIVE_INFINITY; atMs = pace.next()) moments.push(atMs);
  return moments;
}

function takeUntil(line: Line, untilMs: number): readonly number[] {
  const taken: number[] = [];
  while (line.headMs < untilMs) taken.push(line.take());
  return taken;
}

const ascending = (times: readonly number[]): readonly number[] => times.toSorted((one, other) => one - other);
const rounded = (times: readonly number[]): readonly number[] => times.map((ms) => Math.round(ms * 1e6) / 1e6);

describe('the line of arrivals', () => {
  it('is, all shares together, exactly the whole schedule, warm-up included', () => {
    fc.assert(
      fc.property(loads, crews, (given, of) => {
        const scenario = openScenario(given);
        const course = courseOf(scenario);
        const take = (index: number, among: number): readonly number[] =>
          takeUntil(new Line(scenario, course, { index, of: among }), Number.POSITIVE_INFINITY);
        const whole = take(0, 1);
        expect(ascending(Array.from({ length: of }, (_, index) => take(index, of)).flat())).toEqual(whole);
        expect(whole.filter((dueMs) => dueMs >= course.fromMs)).toEqual(patternOf(scenario).map((atMs) => course.fromMs + atMs));
      }),
    );
  });

  it('gives the arrivals in the order they are due, and says which comes next and after that', () => {
    fc.assert(
      fc.property(loads, crews, fc.nat({ max: 3 }), (given, of, at) => {
        const scenario = openScenario(given);
        const line = new Line(scenario, courseOf(scenario), { index: at % of, of });
        for (let lastMs = startMs; line.headMs < Number.POSITIVE_INFINITY;) {
          const [headMs, thenMs] = [line.headMs, line.thenMs];
          expect(headMs).toBeGreaterThanOrEqual(lastMs);
          expect(line.take()).toBe(headMs);
          expect(line.headMs).toBe(thenMs);
          lastMs = headMs;
        }
      }),
    );
  });

  it('is as long as many are due and not taken', () => {
    const looks = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.nat({ max: 5 })), { maxLength: 15 });
    fc.assert(
      fc.property(loads, looks, (given, steps) => {
        const scenario = openScenario(given);
        const whole = takeUntil(new Line(scenario, courseOf(scenario), { index: 0, of: 1 }), Number.POSITIVE_INFINITY);
        const line = new Line(scenario, courseOf(scenario), { index: 0, of: 1 });
        let [nowMs, taken] = [startMs, 0];
        for (const [afterMs, takes] of steps) {
          nowMs += afterMs;
          for (let take = 0; take < takes && line.headMs <= nowMs; take++) {
            line.take();
            taken += 1;
          }
          expect(line.lengthAt(nowMs)).toBe(whole.filter((dueMs) => dueMs <= nowMs).length - taken);
        }
      }),
    );
  });

  it('loses and repeats no arrival of the pattern when the measured time is brought forward, and gives none before it', () => {
    fc.assert(
      fc.property(loads, crews, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (given, of, share, glance) => {
        const scenario = openScenario(given);
        const nowMs = startMs + share * scenario.warmupMs;
        const lines = Array.from({ length: of }, (_, index) => {
          const course = courseOf(scenario);
          const line = new Line(scenario, course, { index, of });
          const before = takeUntil(line, nowMs);
          if (glance) line.lengthAt(nowMs - 1e-6);
          measureAt(course, nowMs);
          line.measure();
          const after: number[] = [];
          while (line.headMs < Number.POSITIVE_INFINITY) {
            // What is due after the next is never before it, or an alarm would be set wrongly.
            expect(line.thenMs).toBeGreaterThanOrEqual(line.headMs);
            after.push(line.take());
          }
          expect(after).toEqual(ascending(after));
          if (glance) expect(line.lengthAt(Number.MAX_VALUE)).toBe(0);
          return { before, after };
        });
        for (const { before } of lines) expect(before.every((dueMs) => dueMs < nowMs)).toBe(true);
        const expected = patternOf(scenario).map((atMs) => nowMs + atMs);
        expect(rounded(ascending(lines.flatMap(({ after }) => after)))).toEqual(rounded(expected));
      }),
    );
  });

  it('leaves what waits from the warm-up in line when the measured time is brought forward', () => {
    const scenario = openScenario({ arrivals: { pattern: 'constant', ratePerSecond: 10 }, warmupMs: 1_000, durationMs: 500 });
    const course = courseOf(scenario);
    const line = new Line(scenario, course, { index: 0, of: 1 });
    line.take();
    measureAt(course, startMs + 300);
    line.measure();
    expect(takeUntil(line, Number.POSITIVE_INFINITY)).toEqual([1_150, 1_250, 1_350, 1_450, 1_550, 1_650, 1_750]);
    expect(line.lengthAt(2_000)).toBe(0);
  });
});
