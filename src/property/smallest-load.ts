import type { Scenario } from '../model/scenario.ts';
import { sayLoad } from '../units/say-load.ts';
import type { Attempt } from './confirm.ts';
import { amountOf, type Levels } from './levels.ts';
import type { SmallestLoad } from './quest.ts';
import { sayReason } from './say.ts';
import type { Shrunk } from './shrink.ts';
import { isFatal } from './stability.ts';
import { writeScenario } from './text.ts';

/** From how much load on it fails; null for a crash or a hang. */
export function smallestLoad(shrunk: Shrunk): SmallestLoad | null {
  const { smallest, levels } = shrunk;
  const interval = intervalOf(shrunk);
  if (interval === null) return null;
  const [low, high] = interval;
  const unit = smallest.scenario.model === 'closed' ? 'users' : 'arrivals/s';
  return { unit, least: amountOf(smallest.scenario), interval: [amountAt(levels, low), amountAt(levels, high)] };
}

/** The levels that hold it with a chance of 90 %, and the one that was seen to fail. */
function intervalOf({ smallest: { level }, threshold }: Shrunk): readonly [low: number, high: number] | null {
  if (threshold === null) return null;
  const [low, high] = threshold.interval;
  return [Math.min(low, level), Math.max(high, level)];
}

/** Where it was found, and what it was confirmed by. */
export function tellBroken(broken: Extract<Attempt, { kind: 'broken' }>, canRenew: boolean): readonly string[] {
  const { scenario, judgement, measurements, fresh } = broken;
  const proof = isFatal(judgement)
    ? 'a crash is its own proof'
    : `broke in ${measurements} of ${measurements} measurements, ${sayFresh(fresh, measurements, canRenew)}`;
  return [`found at ${sayLoad(scenario)} (${proof}): ${sayReason(judgement.reasons[0])} in ${writeScenario(scenario)}`];
}

/** How it was made smaller, and from how much load on it fails. */
export function tellShrunk(shrunk: Shrunk): readonly string[] {
  const { smallest, replayed, levels, lowest, loadSteps, otherSteps, looks } = shrunk;
  const { scenario, level } = smallest;
  const interval = intervalOf(shrunk);
  return [
    ...(interval === null ? [] : [`fails from ${sayLoad(scenario)} on (${sayInterval(interval, levels)})`]),
    ...(loadSteps.length === 0 ? [] : [`shrunk in ${looks} ${looks === 1 ? 'measurement' : 'measurements'}: ${loadSteps.join(' · ')}`]),
    ...(otherSteps.length === 0 ? [] : [`made simpler at ${sayLoad(replayed)}: ${otherSteps.join(' · ')}`]),
    ...(interval === null && lowest < level
      ? [`not shrunk to the end: it may break anywhere from ${sayShort(levels.at(lowest))} to ${sayLoad(scenario)}`]
      : []),
    ...(interval !== null && replayed.model === scenario.model && amountOf(replayed) > amountOf(scenario)
      ? [`the replay takes ${sayLoad(replayed)}, under which it fails nearly every time`]
      : []),
  ];
}

/** Above the top nothing was searched. */
function amountAt(levels: Levels, level: number): number {
  return level > levels.top ? amountOf(levels.at(levels.top)) * (level / levels.top) : amountOf(levels.at(level));
}

function sayInterval([low, high]: readonly [number, number], levels: Levels): string {
  if (high > levels.top) return `90 %: ${sayShort(levels.at(low))} to ${sayShort(levels.at(levels.top))}, or not at all`;
  return low === high ? '90 % sure' : `90 %: ${sayShort(levels.at(low))} to ${sayShort(levels.at(high))}`;
}

/** Users need no unit beside a number that has it. */
function sayShort(scenario: Scenario): string {
  return scenario.model === 'closed' ? `${scenario.users}` : sayLoad(scenario);
}

function sayFresh(fresh: number, measurements: number, canRenew: boolean): string {
  if (fresh > 0 && fresh === measurements - 1) return 'each time again in a fresh process';
  if (fresh > 0) return `${fresh} of them in a fresh process: for more there was no time`;
  return canRenew ? 'all in one process: there was no time for fresh ones' : 'none of them in a fresh process, which is not to be had here';
}
