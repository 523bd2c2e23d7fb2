import type { Finding } from '../../model/finding.ts';
import type { Metric } from '../../model/metric.ts';
import type { LevelSeen } from '../../model/scaling.ts';
import type { Chance } from '../../stats/chance.ts';
import { printDuration, printPercent } from '../../units/print.ts';
import { sayUsers } from '../../units/say-load.ts';
import { dropOf, peakSeen, type Drop, type Estimate } from './drop.ts';
import { foretell, type Foretold } from './foretell.ts';
import { growthOf, largestOf, timeIn, type Growth } from './growth.ts';
import { goodRate, secondsPerTurn, sortLevels, valuesOf, type Level, type Overworked } from './levels.ts';
import { sayCapacity, sayDrop, sayNoPeak, sayRate, tellLaw, tellLevels, tellOverworked } from './say-scaling.ts';

/** Visits to levels of users, and what is asked of them. */
export interface ScalingAsked extends Foretold {
  readonly seen: readonly LevelSeen[];
  /** As many as the service is asked to carry. */
  readonly users: number;
  /** How far throughput may lie below its peak there. */
  readonly mostDropPercent: number;
}

/** What became of it. */
export interface ScalingFound {
  readonly finding: Finding;
  /** At as many users as the service is asked to carry; empty where that cannot be told. */
  readonly metrics: readonly Metric[];
}

const neededLevels = 3;
const unknown = 'How throughput grows with users cannot be told';

/**
 * Whether throughput still grows with users, or at least does not fall. Broken is a fall below the peak that is surely larger than allowed;
 * what contention, coherency and peak are is told and never judged. The numbers at as many users as the service is asked to carry rest on
 * all levels together, as far as these follow the law, so that they vary less than what was measured there.
 */
export function findScaling(asked: ScalingAsked, chance: Chance): ScalingFound {
  const { levels, overworked } = sortLevels(asked.seen);
  const rates = growthOf(valuesOf(levels, secondsPerTurn), chance);
  const told = [...tellLevels(levels), ...tellOverworked(overworked)];
  const facts = { id: 'scaling', limit: asked.mostDropPercent, unit: '%', measured: null, evidence: told };
  const dead = deadLevel(levels, asked.users);
  if (dead !== null) {
    const sentence = `Throughput falls to nothing: at ${sayUsers(dead)} not one operation succeeded`;
    return { finding: { ...facts, kind: 'broken', sentence, measured: 100 }, metrics: [] };
  }
  if (rates === null || largestOf(rates) < asked.users) {
    const sentence = `${unknown}: ${sayWhy(levels, overworked, asked.users)}`;
    return { finding: { ...facts, kind: 'inconclusive', sentence }, metrics: [] };
  }
  const drop = dropOf(rates, asked.users);
  const peak = peakSeen(rates, drop);
  const evidence = [
    ...told,
    tellLaw(rates, peak),
    ...(asked.capacity === null ? [] : [sayCapacity(asked.capacity, `p95 < ${printDuration(asked.limitP95Ms)}`)]),
    ...foretell(levels, asked, chance),
  ];
  const p95 = growthOf(
    valuesOf(levels, ({ p95Ms }) => p95Ms),
    chance,
  );
  return { finding: judge(rates, drop, peak, asked.mostDropPercent, evidence), metrics: metricsOf(drop, p95) };
}

function judge(growth: Growth, drop: Drop, peak: Estimate | null, limit: number, evidence: readonly string[]): Finding {
  const { value, interval } = drop.percent;
  const facts = {
    id: 'scaling',
    measured: Math.max(0, value),
    ...(interval === null ? {} : { interval: [Math.max(0, interval[0]), Math.max(0, interval[1])] as const }),
    limit,
    unit: '%',
    evidence,
  };
  const at = sayUsers(drop.users);
  const rate = sayRate(drop.rate);
  if (value <= limit) return { ...facts, kind: 'held', sentence: `Throughput at ${at} is ${rate}${sayPeak(growth, drop, peak)}` };
  const below = sayDrop(drop, drop.peakUsers);
  if (interval !== null && interval[0] > limit) {
    const sentence = `Throughput falls as users grow: at ${at} it is ${rate}, ${below}; ${printPercent(limit)} are allowed`;
    return { ...facts, kind: 'broken', sentence };
  }
  const doubt = interval === null ? 'no level was visited twice' : 'the visits differ too much to be sure';
  const sentence = `Throughput at ${at} may be ${below}, of ${printPercent(limit)} that are allowed: ${doubt}. A longer budget tells.`;
  return { ...facts, kind: 'inconclusive', sentence };
}

/** To follow a rate that is as it should be. */
function sayPeak(growth: Growth, drop: Drop, peak: Estimate | null): string {
  if (peak === null) return `: ${sayNoPeak(growth)}`;
  const users = Math.round(peak.value);
  return users < drop.users ? `, ${sayDrop(drop, users)}` : `, and its peak is at ${sayUsers(users)}`;
}

/** The fewest users at which nothing succeeded although it did at fewer; null where there are none. */
function deadLevel(levels: readonly Level[], users: number): number | null {
  const alive = levels.findIndex(({ visits }) => visits.some((visit) => goodRate(visit) > 0));
  if (alive < 0) return null;
  const dead = levels.slice(alive).find(({ visits }) => visits.every((visit) => !(goodRate(visit) > 0)));
  return dead === undefined || dead.users > users ? null : dead.users;
}

function sayWhy(levels: readonly Level[], overworked: readonly Overworked[], users: number): string {
  const lost = overworked.filter(({ visits, of }) => visits === of);
  if (lost.length > 0) {
    const names = lost.map((level) => level.users);
    return `at ${names.join(', ')} users our own load generator was the bottleneck. Use more think time, or a runner with more cores.`;
  }
  const most = levels.at(-1)?.users ?? 0;
  if (levels.length < neededLevels) return `${levels.length} numbers of users were tried, and ${neededLevels} are needed`;
  return most < users ? `up to ${sayUsers(most)} were tried, and it is asked to carry ${users}` : 'the levels bear no curve';
}

function metricsOf(drop: Drop, p95: Growth | null): readonly Metric[] {
  const throughput: Metric = { name: 'scaling-throughput', unit: '/s', value: drop.rate.value, worse: 'lower' };
  if (p95 === null || largestOf(p95) < drop.users) return [throughput];
  return [throughput, { name: 'scaling-p95', unit: 'ms', value: timeIn(p95, p95, drop.users), worse: 'higher' }];
}
