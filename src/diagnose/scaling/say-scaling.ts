import type { Capacity } from '../../model/scaling.ts';
import { mean } from '../../stats/mean.ts';
import { contentionOf, coherencyOf } from '../../stats/scalability.ts';
import { printAmount, printDuration, printPercent } from '../../units/print.ts';
import { sayUsers } from '../../units/say-load.ts';
import type { Drop, Estimate } from './drop.ts';
import { intervalOf, largestOf, type Growth, type Shape } from './growth.ts';
import { goodRate, type Level, type Overworked } from './levels.ts';

/** ` [1 180, 1 300]`, or nothing. */
export function sayInterval(interval: Estimate['interval'], print: (value: number) => string): string {
  return interval === null ? '' : ` [${interval.map((end) => (end === Number.POSITIVE_INFINITY ? 'no end' : print(end))).join(', ')}]`;
}

/** `1 240/s [1 180, 1 300]`. */
export function sayRate({ value, interval }: Estimate): string {
  return `${printAmount(value)}/s${sayInterval(interval, printAmount)}`;
}

/** `34 % [28 %, 40 %] below its peak at 9 users`. */
export function sayDrop({ percent }: Drop, peakUsers: number): string {
  const print = (value: number): string => printPercent(Math.max(0, value));
  return `${print(percent.value)}${sayInterval(percent.interval, print)} below its peak at ${sayUsers(Math.round(peakUsers))}`;
}

/** `no peak seen up to 20 users`. */
export function sayNoPeak(growth: Growth): string {
  return `no peak seen up to ${sayUsers(largestOf(growth))}`;
}

/** What each level was seen to do, a line each. */
export function tellLevels(levels: readonly Level[]): readonly string[] {
  return levels.map(({ users, visits }) => {
    const p95sMs = visits.flatMap(({ p95Ms }) => p95Ms ?? []);
    const errors = mean(visits.map(({ errorsPercent }) => errorsPercent));
    const parts = [
      `${printAmount(mean(visits.map(goodRate)))}/s`,
      ...(p95sMs.length === 0 ? [] : [`p95 ${printDuration(mean(p95sMs))}`]),
      ...(errors > 0 ? [`${printPercent(errors)} failed`] : []),
      visits.length === 1 ? 'visited once' : `${visits.length} visits`,
    ];
    return `${sayUsers(users)}: ${parts.join(', ')}`;
  });
}

/** What was left out because our own load generator may have been the bottleneck. */
export function tellOverworked(overworked: readonly Overworked[]): readonly string[] {
  return overworked.map(({ users, visits, of, generatorShare }) => {
    const which = visits === of ? sayUsers(users) : `${visits} of ${of} visits to ${sayUsers(users)}`;
    return `left out: ${which}: our own load generator was busy ${printPercent(100 * generatorShare)} of the time`;
  });
}

/** The law and what it says, or that the levels do not follow it. */
export function tellLaw(growth: Growth, peak: Estimate | null): string {
  const { curve, misfit } = growth;
  if (misfit.real) {
    const way = misfit.share < 0 ? 'shorter' : 'longer';
    const miss = `${printPercent(100 * Math.abs(misfit.share))} ${way} than measured`;
    return `the levels do not follow the universal scalability law, by which a turn at ${sayUsers(misfit.users)} would be ${miss}: each level stands for itself`;
  }
  const tell = (name: string, of: (curve: Shape['curve']) => number): string =>
    `${name} ${brief(of(curve))}${sayInterval(
      intervalOf(growth, (shape) => of(shape.curve)),
      brief,
    )}`;
  const where =
    peak === null
      ? sayNoPeak(growth)
      : `peak at ${sayUsers(Math.round(peak.value))}${sayInterval(peak.interval, (users) => `${Math.round(users)}`)}`;
  const first = `${printAmount(1 / curve.first)}/s for one user`;
  return `universal scalability law: ${first}, ${tell('contention', contentionOf)}, ${tell('coherency', coherencyOf)}, ${where}`;
}

/** `capacity at p95 < 500 ms: 34 users [29, 41]`. */
export function sayCapacity(capacity: Capacity, within: string): string {
  const at = `capacity at ${within}`;
  switch (capacity.kind) {
    case 'found': {
      const [low, high] = capacity.interval;
      return `${at}: ${sayUsers(capacity.users)} [${low}, ${high < capacity.most ? high : `${high} or more`}]`;
    }
    case 'beyond':
      return `${at}: > ${sayUsers(capacity.users)} (not measured)`;
    case 'below':
      return `${at}: < ${sayUsers(capacity.users)} (not measured)`;
    case 'unknown':
      return `${at} cannot be told: ${capacity.why}`;
    default:
      return capacity satisfies never;
  }
}

/** Two digits that say something. */
function brief(value: number): string {
  return `${Number(value.toPrecision(2))}`;
}
