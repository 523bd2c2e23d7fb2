import { printCount } from '../units/print.ts';

/** One load, and the connections that the service held to others. */
export interface ConnectionsRound {
  /** The most that were seen while it went on. */
  readonly most: number;
  /** When all was quiet after it. */
  readonly after: number;
  /** The most operations that were on their way at once. */
  readonly inFlight: number;
}

/** Connections before all loads, and around each of them. */
export interface ConnectionsSeen {
  readonly before: number;
  readonly rounds: readonly ConnectionsRound[];
}

/** What becomes of connections from load to load. */
export type ConnectionsVerdict =
  | { readonly kind: 'steady' }
  /** More and more, but no more than a pool may hold that fills still. */
  | { readonly kind: 'filling' }
  | { readonly kind: 'leaked'; readonly more: number };

/** Growth is seen so often, the filling of a pool in the first load left out, before it is called a leak. */
const neededGrowths = 2;

/**
 * Whether connections leak. A pool fills up to its size and stays: that is growth in one load, and no more connections than operations on
 * their way. So a leak has to grow in two loads after the first, above all that was there before each, and to hold more than were ever
 * wanted at once.
 */
export function judgeConnections({ before, rounds }: ConnectionsSeen): ConnectionsVerdict {
  const growths = rounds.filter(
    (round, index) => index > 0 && round.after > Math.max(before, ...rounds.slice(0, index).map(({ after }) => after)),
  );
  const last = rounds.at(-1);
  if (last === undefined || growths.at(-1) !== last) return { kind: 'steady' };
  const more = last.after - before;
  const wanted = Math.max(...rounds.map(({ inFlight }) => inFlight));
  return growths.length >= neededGrowths && growths.length === rounds.length - 1 && more > wanted
    ? { kind: 'leaked', more }
    : { kind: 'filling' };
}

/** `0 before, then 4 and 4 when all was quiet after each load; at most 4 in it`. */
export function tellConnections({ before, rounds }: ConnectionsSeen): string {
  const afters = rounds.map(({ after }) => printCount(after)).join(', ');
  const most = Math.max(before, ...rounds.map((round) => round.most));
  return `connections to others: ${printCount(before)} before, ${afters} when all was quiet after each load, at most ${printCount(most)} seen`;
}
