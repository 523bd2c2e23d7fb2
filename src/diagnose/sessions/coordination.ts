import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { mean } from '../../stats/mean.ts';
import { printDuration, printPercent } from '../../units/print.ts';
import { lostIn, saySessions, tellFailure } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.coordination';
/** Where empty processes take so long to start, no wait says anything of the program. */
const slowMachineMs = 1_000;

/** How sessions wait for one of a limited number of places, which others give back when they end. */
export function findQueue(seen: SessionsSeen, limits: SessionLimits): Finding {
  const { queue, alone } = seen;
  if (queue === null) return unlooked(id, 'How sessions wait for a place was not looked at: there was too little time.');
  const { sessions } = queue.stage;
  const silent = new Set(lostIn(queue.stage));
  const lost = sessions.filter((each) => each.placedAtMs === null || silent.has(each));
  const waits = sessions.slice(queue.limit).flatMap(({ placedAtMs }) => placedAtMs ?? []);
  const longest = Math.max(0, ...waits);
  const average = waits.length === 0 ? 0 : mean(waits);
  const facts = { id, unit: 'ms', measured: longest, limit: limits.longestWaitMs };
  const placed = inversions(sessions.map(({ placedAtMs }) => placedAtMs));
  const answered = inversions(sessions.slice(queue.limit).map(({ answeredAtMs }) => answeredAtMs));
  const evidence = [
    `${saySessions(sessions.length)} asked at once for ${queue.limit} places; each had its operations, ended and gave its place back`,
    `of those that waited: average ${printDuration(average)}, longest ${printDuration(longest)}`,
    `given a place out of turn: ${placed.count} of ${placed.of} pairs; first answered out of turn: ${answered.count} of ${answered.of}`,
    ...tellFailure([queue.stage]),
  ];
  if (lost.length > 0) {
    const sentence = `${saySessions(lost.length)} of ${sessions.length} never came to an answer under a limit of ${queue.limit} at once`;
    return { ...facts, kind: 'broken', measured: lost.length, limit: 0, unit: 'count', sentence, evidence };
  }
  const told = `Under a limit of ${queue.limit} at once ${saySessions(waits.length)} waited ${printDuration(average)} on average, ${printDuration(longest)} at most`;
  const broken =
    longest > limits.longestWaitMs ? facts : average > limits.waitMs ? { ...facts, measured: average, limit: limits.waitMs } : null;
  if (broken !== null) {
    const isSlow = (alone?.emptyMs ?? []).some((ms) => ms > slowMachineMs);
    if (isSlow) return { ...broken, kind: 'inconclusive', sentence: `${told}, but this machine is slow to start anything`, evidence };
    return { ...broken, kind: 'broken', sentence: told, evidence };
  }
  if (placed.count > 0) {
    const share = (100 * placed.count) / placed.of;
    return {
      ...facts,
      kind: 'inconclusive',
      sentence: `${told}; ${printPercent(share)} of pairs were placed out of turn, which is our own doing`,
      evidence,
    };
  }
  return { ...facts, kind: 'held', sentence: `${told}, in the order of asking`, evidence };
}

/** Pairs that came about in the other order than they asked. */
function inversions(moments: readonly (number | null)[]): { readonly count: number; readonly of: number } {
  const known = moments.flatMap((moment) => moment ?? []);
  const count = known.reduce((sum, moment, at) => sum + known.slice(at + 1).filter((later) => later < moment).length, 0);
  return { count, of: (known.length * (known.length - 1)) / 2 };
}
