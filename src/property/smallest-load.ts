import { sayUsers } from '../units/say-load.ts';
import type { Attempt } from './confirm.ts';
import type { SmallestLoad } from './quest.ts';
import { sayReason } from './say.ts';
import type { Shrunk } from './shrink.ts';
import { isFatal } from './stability.ts';
import { writeScenario } from './text.ts';

/** From how many users on it fails; null for a crash or a hang. */
export function smallestLoad({ smallest, threshold }: Shrunk): SmallestLoad | null {
  if (threshold === null) return null;
  const { users } = smallest.scenario;
  const [low, high] = threshold.interval;
  return { users, interval: [Math.min(low, users), Math.max(high, users)] };
}

/** Where it was found, and what it was confirmed by. */
export function tellBroken(broken: Extract<Attempt, { kind: 'broken' }>, canRenew: boolean): readonly string[] {
  const { scenario, judgement, measurements, fresh } = broken;
  const proof = isFatal(judgement)
    ? 'a crash is its own proof'
    : `broke in ${measurements} of ${measurements} measurements, ${sayFresh(fresh, measurements, canRenew)}`;
  return [`found at ${sayUsers(scenario.users)} (${proof}): ${sayReason(judgement.reasons[0])} in ${writeScenario(scenario)}`];
}

/** How it was made smaller, and from how many users on it fails. */
export function tellShrunk(shrunk: Shrunk, foundUsers: number): readonly string[] {
  const { smallest, replayed, fewestUsers, userSteps, otherSteps, looks } = shrunk;
  const { users } = smallest.scenario;
  const load = smallestLoad(shrunk);
  return [
    ...(load === null ? [] : [`fails from ${sayUsers(users)} on (${sayInterval(load.interval, foundUsers)})`]),
    ...(userSteps.length === 0 ? [] : [`shrunk in ${looks} ${looks === 1 ? 'measurement' : 'measurements'}: ${userSteps.join(' · ')}`]),
    ...(otherSteps.length === 0 ? [] : [`made simpler at ${sayUsers(replayed.users)}: ${otherSteps.join(' · ')}`]),
    ...(load === null && fewestUsers < users
      ? [`not shrunk to the end: it may break anywhere from ${fewestUsers} to ${sayUsers(users)}`]
      : []),
    ...(load !== null && replayed.users > users
      ? [`the replay takes ${sayUsers(replayed.users)}, under which it fails nearly every time`]
      : []),
  ];
}

function sayInterval([low, high]: SmallestLoad['interval'], foundUsers: number): string {
  if (high > foundUsers) return `90 %: ${low} to ${foundUsers}, or not at all`;
  return low === high ? '90 % sure' : `90 %: ${low} to ${high}`;
}

function sayFresh(fresh: number, measurements: number, canRenew: boolean): string {
  if (fresh > 0 && fresh === measurements - 1) return 'each time again in a fresh process';
  if (fresh > 0) return `${fresh} of them in a fresh process: for more there was no time`;
  return canRenew ? 'all in one process: there was no time for fresh ones' : 'all in one process, which is not ours to start again';
}
