import { mean } from '../../stats/mean.ts';
import { studentPoint } from '../../stats/student.ts';
import { suffixMinima } from '../../stats/suffix-minima.ts';
import { theilSen, type Point, type Slope } from '../../stats/theil-sen.ts';
import { stairsOf, type Stairs } from './stairs.ts';

/**
 * How a quantity has grown: by its lower envelope, so that what comes and goes is no growth, and by operations, so that no pause counts.
 * The second half is judged. Whatever comes round at least once in the time of the look, a cache that fills, a table that doubles, a
 * log that is emptied, has its turn there.
 */
export interface Growth {
  readonly looks: number;
  readonly operations: number;
  readonly first: number;
  readonly last: number;
  /** Operations of the second half. */
  readonly lateOperations: number;
  /** What the second half added. */
  readonly gained: number;
  /** Gained for each operation of the second half, and its 95 % interval. */
  readonly late: Rate;
  /** What one operation adds, from as many operations as agree with the second half. */
  readonly rate: Rate;
  /** Whether the slope falls from stretch to stretch, from a quarter of the operations on, and not by chance. */
  readonly falls: boolean;
  /** How unlike one another stretches of the second half are, but for a trend: a standard deviation, as a share of the slope. */
  readonly lumps: number;
  /** Slopes of its four quarters, in their order. */
  readonly quarters: readonly number[];
  /** Slope of the second half's looks themselves: the envelope lags where it is seldom touched. */
  readonly looked: Slope | null;
  /** Slope of the looks from a quarter of the operations up to a fall in the second half, if there was one. */
  readonly beforeFall: Slope | null;
  /** Given back in each rest at the end. */
  readonly returned: readonly number[];
  /** Slope of the second quarter of all operations. */
  readonly before: number;
  /** Where it came in steps of one factor, with next to nothing between them. */
  readonly stairs: Stairs | null;
}

/** So much for each operation, with its 95 % interval. */
export interface Rate {
  readonly perOperation: number;
  readonly interval: readonly [low: number, high: number];
}

/** Looks at the end that only say what the ones before did not keep. */
const tail = { least: 2, mostShare: 1 / 3 };
/** A fall gives back that share of what had been gained. */
const leastFall = 0.15;
/** Looks before a rest that it is compared with. */
const beforeRest = 5;
/** With fewer in the second half, its quarters would be the same looks. */
const fewestLate = 4;

/** How the points grew; null for too few of them, or where hardly anything was done. What exceeds `noise` has come and may go again. */
export function growthOf(points: readonly Point[], noise: number): Growth | null {
  const done = points.findIndex(({ x }) => x === points.at(-1)?.x) + 1;
  const [loaded, rests] = [points.slice(0, done), points.slice(done)];
  const line = envelopeOf(loaded, noise);
  const [begin, end] = [line[0], line.at(-1)];
  if (begin === undefined || end === undefined || end.x < 2 * begin.x) return null;
  const middle = end.x / 2;
  if (line.filter(({ x }) => x > middle).length < fewestLate) return null;
  const late = rateFrom(line, middle, end.x);
  const at = (share: number): number => heightAt(line, end.x * share);
  const gained = end.y - at(0.5);
  const settled = settledAt(loaded.slice(-beforeRest), gained / middle);
  const stairs = stairsOf(line);
  const trend = trendOf(stretches(line, middle, end.x));
  return {
    looks: points.length,
    operations: points.at(-1)?.x ?? 0,
    first: begin.y,
    last: end.y,
    lateOperations: middle,
    gained,
    late,
    rate: longestRate(line, late, end.x),
    falls: trend.falls || trendOf(stretches(line, middle / 2, end.x)).falls,
    lumps: gained <= 0 ? 0 : trend.left / late.perOperation,
    quarters: slopes(line, middle, end.x, 4),
    looked: theilSen(loaded.filter(({ x }) => x > middle)),
    beforeFall: theilSen(beforeFallOf(loaded, middle)),
    returned: rests.map(({ y }, index) => Math.max(0, (rests[index - 1]?.y ?? settled) - y)),
    before: (at(0.5) - at(0.25)) / (middle / 2),
    stairs,
  };
}

/** The lower envelope, without an end as long as the longest time between two looks that lay on it: what rises there may yet fall. */
function envelopeOf(points: readonly Point[], noise: number): readonly Point[] {
  const lows = suffixMinima(points.map(({ y }) => y));
  const line = points.map(({ x }, index) => ({ x, y: lows[index] ?? 0 }));
  let away = 0;
  let longest = 0;
  for (const [index, { y }] of points.entries()) {
    away = y - (lows[index] ?? 0) > noise ? away + 1 : 0;
    longest = Math.max(longest, away);
  }
  return line.slice(0, -Math.max(tail.least, Math.min(longest + 1, Math.floor(points.length * tail.mostShare))));
}

/** Slopes of stretches of equal length. */
function slopes(line: readonly Point[], from: number, to: number, parts: number): readonly number[] {
  const length = (to - from) / parts;
  return Array.from(
    { length: parts },
    (_, part) => (heightAt(line, from + (part + 1) * length) - heightAt(line, from + part * length)) / length,
  );
}

/**
 * The mean slope with Student's interval of equal stretches' slopes: right for losses that come by chance, one independent of another,
 * and wide for noise of the looks.
 */
function rateFrom(line: readonly Point[], from: number, to: number): Rate {
  const parts = stretches(line, from, to);
  const level = mean(parts);
  const variance = parts.reduce((sum, slope) => sum + (slope - level) ** 2, 0) / (parts.length - 1);
  const half = studentPoint(parts.length - 1) * Math.sqrt(variance / parts.length);
  return { perOperation: level, interval: [level - half, level + half] };
}

/** The looks from half of `middle` on up to a fall to the lowest one after `middle`; none where it fell by little of what had been gained. */
function beforeFallOf(looks: readonly Point[], middle: number): readonly Point[] {
  const late = looks.filter(({ x }) => x > middle);
  const lowest = late.reduce<Point | undefined>((least, look) => (least === undefined || look.y < least.y ? look : least), undefined);
  if (lowest === undefined) return [];
  const before = looks.filter(({ x }) => x > middle / 2 && x < lowest.x);
  const highest = Math.max(...before.map(({ y }) => y));
  return highest - lowest.y < leastFall * (highest - (looks[0]?.y ?? 0)) ? [] : before;
}

/** What is held when the last operation is done: the lowest of the last looks, each with what the operations since should have added. */
function settledAt(looks: readonly Point[], perOperation: number): number {
  const last = looks.at(-1)?.x ?? 0;
  return Math.min(...looks.map(({ x, y }) => y + perOperation * (last - x)));
}

/** Slopes of as many stretches as two looks each allow, up to six. */
function stretches(line: readonly Point[], from: number, to: number): readonly number[] {
  const looks = line.filter(({ x }) => x > from).length;
  return slopes(line, from, to, looks < 12 ? 4 : 6);
}

/** A straight line through values: whether it falls for certain, by Student's test of its slope at 2.5 %, and what it leaves over. */
function trendOf(values: readonly number[]): { readonly falls: boolean; readonly left: number } {
  const middle = (values.length - 1) / 2;
  const level = mean(values);
  const spread = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const slope = values.reduce((sum, value, index) => sum + (index - middle) * (value - level), 0) / spread;
  const squares = values.reduce((sum, value, index) => sum + (value - level - slope * (index - middle)) ** 2, 0);
  const left = Math.sqrt(squares / (values.length - 2));
  return { falls: slope < 0 && slope + (studentPoint(values.length - 2) * left) / Math.sqrt(spread) < 0, left };
}

/** The rate of the second half, or from a quarter or an eighth of the operations on where what they add agrees with it: rare losses want many operations. */
function longestRate(line: readonly Point[], late: Rate, to: number): Rate {
  const agrees = (from: number): boolean => {
    const before = (heightAt(line, to / 2) - heightAt(line, from)) / (to / 2 - from);
    return before > late.interval[0] && before < late.interval[1];
  };
  const from = [to / 8, to / 4].find(agrees);
  return from === undefined ? late : rateFrom(line, from, to);
}

/** The line's height at x, between its points linearly. */
function heightAt(line: readonly Point[], x: number): number {
  const next = line.findIndex((point) => point.x >= x);
  const after = line[next] ?? line.at(-1);
  const before = next > 0 ? line[next - 1] : after;
  if (after === undefined || before === undefined) return Number.NaN;
  return after.x === before.x ? after.y : before.y + ((after.y - before.y) * (Math.min(x, after.x) - before.x)) / (after.x - before.x);
}
