import type { Finding } from '../model/finding.ts';
import type { IsolationSeen, Leak } from '../model/isolation.ts';
import { printCount, printDuration } from '../units/print.ts';

/**
 * Whether users were shown nothing of one another, from all loads in which an operation is declared to isolate them; null where
 * none is, or where nobody else was there to be shown. `replay` is the command that runs the worst of the loads again.
 */
export function findIsolation(loads: readonly IsolationSeen[], replay: string | null): Finding | null {
  const users = Math.max(0, ...loads.map((seen) => seen.users));
  const of = (count: (seen: IsolationSeen) => number): number => loads.reduce((sum, seen) => sum + count(seen), 0);
  const answers = of((seen) => seen.answers);
  const leaks = of((seen) => seen.leaks);
  const facts = { id: 'isolation', measured: leaks, limit: 0, unit: 'count' } as const;
  const worst = loads.toSorted((one, other) => other.leaks - one.leaks)[0];
  if (worst !== undefined && worst.leaks > 0) {
    return {
      ...facts,
      kind: 'broken',
      sentence: `${sayWorst(worst)}: ${leaks === 1 ? 'once' : `${printCount(leaks)} times`} in ${printCount(answers)} answers`,
      evidence: [...worst.examples.map(tellLeak), ...tellOneForAll(worst)],
      ...(replay === null ? {} : { replay }),
    };
  }
  if (users < 2) return null;
  const untold = { ...facts, kind: 'inconclusive', evidence: [] } as const;
  const nameless = of((seen) => seen.nameless);
  if (nameless === answers) {
    return { ...untold, sentence: 'No answer names its user where `isolates` looks for it, so whose data it was cannot be told' };
  }
  // Every user may get a new name now and then; who gets one with every other answer has none.
  if (2 * of((seen) => seen.renamed) > answers - nameless) {
    return { ...untold, sentence: 'The answers name another user each time, even to the same one, so whose data it was cannot be told' };
  }
  return {
    ...facts,
    kind: 'held',
    sentence: `${printCount(users)} users were shown only their own, in ${printCount(answers)} answers`,
    evidence: [
      ...tellCount(nameless, 'answers named nobody'),
      ...tellCount(
        of((seen) => seen.overlooked),
        'were too many to look at',
      ),
    ],
  };
}

function sayWorst({ exposed, users, examples }: IsolationSeen): string {
  if (exposed > 1) return `${printCount(exposed)} of ${printCount(users)} users were shown what is not theirs`;
  const [leak] = examples;
  if (leak === undefined) return 'A user was shown what is not its own';
  return `User ${leak.asker} was shown what is ${leak.owner === null ? 'not its own' : `user ${leak.owner}'s`}`;
}

/** One line: who was shown whose, how often and since when. The token is hostile text: in quotes, without control characters. */
function tellLeak({ operation, asker, owner, token, place, count, firstAtMs }: Leak): string {
  const whose = owner === null ? "which is nobody's here" : `which is user ${owner}'s`;
  const shown = JSON.stringify(token.replace(/\p{C}/gu, ''));
  const how = place === 'named' ? `was answered as ${shown}, ${whose}` : `found ${shown} in its answer, ${whose}`;
  const often = count === 1 ? 'once' : `${printCount(count)} times`;
  return `${operation}: user ${asker} ${how}, ${often}, first ${printDuration(firstAtMs)} into the load`;
}

/** Where all users are one, what was meant may be one account for all. */
function tellOneForAll({ tokens, exposed, users }: IsolationSeen): readonly string[] {
  if (tokens !== 1 || exposed < users - 1) return [];
  return ['All users were answered as the same one; if they share an account, give each its own, with {{user}} in the request'];
}

function tellCount(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${printCount(count)} ${what}`];
}
