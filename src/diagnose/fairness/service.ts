import { median } from '../../stats/median.ts';
import { printCount } from '../../units/print.ts';

/** What one kind of operation got in a load of all kinds together, and what it gets in peace. */
export interface ClassSeen {
  readonly name: string;
  /** Ended in the mix, failed ones included. */
  readonly requests: number;
  readonly errors: number;
  /** Mean response in the mix; null where none ended. */
  readonly meanMs: number | null;
  /** Lower end of a 95 % interval of `meanMs`; null where there is none. */
  readonly meanLowMs: number | null;
  /** Longest time in which some of this kind were under way and none of them succeeded, but others did; null where nobody looked. */
  readonly longestSilenceMs: number | null;
  /** The same kind at low load: alone, or in the mix of a single user. Null where nobody looked. */
  readonly calm: Calm | null;
  /** The same kind alone, of many users at once; null where nobody looked. */
  readonly crowded: Crowded | null;
}

/** An operation at low load. */
export interface Calm {
  readonly requests: number;
  readonly errors: number;
  readonly meanMs: number;
  /** Null where too few answers support it. */
  readonly p99Ms: number | null;
}

/** An operation in a load that has nothing else in it. */
export interface Crowded {
  readonly users: number;
  readonly requests: number;
  readonly errors: number;
  readonly meanMs: number;
}

/** What one kind of operation gets of what it would get if it waited as long as the middle kind does: 1 is its fair share. */
export interface Service {
  readonly name: string;
  readonly share: number;
  /** The largest that the noise of its mean allows. */
  readonly mostShare: number;
  /**
   * Why others are not to blame, however little it gets: it is hardly slower than `alone` among as many users, or than in a fair `line` with all
   * that is under way. Null where neither is so.
   */
  readonly excuse: 'alone' | 'line' | null;
}

/** What is known of all kinds. */
export interface Services {
  readonly services: readonly Service[];
  /** Kinds of which too little is known, and what is missing. */
  readonly unknown: readonly { readonly name: string; readonly why: string }[];
}

/** Fewer operations say nothing of a kind, in the mix and at low load. */
export const needed = { mixed: 30, calm: 5 } as const;
/** Who fails more often than this, compared with low load, is not merely slow. */
const mostlyGood = 0.8;
/** A crowded machine does everything slower than one at rest, and short loads begin with empty lines. */
const slower = 3;

/**
 * Normalised service T/O of each kind of operation of which enough is known, in a closed load of so many users. T is what a user who waits for
 * the kind gets in a second, which is one over its response time by Little's law: in a closed load all kinds are completed in proportion to
 * their weights, whatever becomes of them, so that plain rates tell nothing. O is what that user would get of the kind at low load, had it to
 * wait as long as the middle kind waits here: in one queue that all share, a short operation suffers many times its own length and a long one
 * hardly any, and yet the queue is fair. What fails is not served. With a `margin` above 1 excuses reach so many times further.
 */
export function servicesOf(classes: readonly ClassSeen[], users: number, margin: number): Services {
  const lineMs = fairLineMs(classes, users);
  const weighed = classes.map((seen) => weigh(seen, lineMs, slower * margin));
  const known = weighed.flatMap((one) => (one.kind === 'known' ? [one] : []));
  const middleWaitMs = median(known.map(({ meanMs, calmMs }) => Math.max(0, meanMs - calmMs)));
  return {
    services: known.map(({ name, good, excuse, meanMs, leastMs, calmMs }) => {
      const served = good * (calmMs + middleWaitMs);
      return { name, excuse, share: served / meanMs, mostShare: served / leastMs };
    }),
    unknown: weighed.flatMap((one) => (one.kind === 'unknown' ? [one] : [])),
  };
}

type Weighed =
  | {
      readonly kind: 'known';
      readonly name: string;
      /** Share that succeeds, of the share that does at low load. */
      readonly good: number;
      readonly excuse: Service['excuse'];
      readonly meanMs: number;
      readonly leastMs: number;
      readonly calmMs: number;
    }
  | { readonly kind: 'unknown'; readonly name: string; readonly why: string };

function weigh({ name, requests, errors, meanMs, meanLowMs, calm, crowded }: ClassSeen, lineMs: number, times: number): Weighed {
  const lack = (why: string): Weighed => ({ kind: 'unknown', name, why });
  if (requests < needed.mixed) return lack(`${printCount(requests)} operations, and ${needed.mixed} are needed`);
  if (meanMs === null || !(meanMs > 0)) return lack('how long they took is not known');
  if (calm === null || calm.requests < needed.calm) {
    return lack(`${printCount(calm?.requests ?? 0)} operations at low load, and ${needed.calm} are needed`);
  }
  if (calm.errors >= calm.requests) return lack('all of them failed at low load');
  const good = Math.min(1, goodOf({ requests, errors }) / goodOf(calm));
  const isAsAlone =
    crowded !== null &&
    crowded.requests >= needed.calm &&
    meanMs <= times * crowded.meanMs &&
    goodOf({ requests, errors }) >= mostlyGood * goodOf(crowded);
  const isInLine = good > mostlyGood && meanMs <= times * (calm.meanMs + lineMs);
  const excuse = isAsAlone ? 'alone' : isInLine ? 'line' : null;
  return { kind: 'known', name, good, excuse, meanMs, leastMs: Math.max(0, meanLowMs ?? meanMs), calmMs: calm.meanMs };
}

/**
 * How long all that is under way at a moment takes when it stands in one line, whatever it waits for: as many of each kind as Little's law says,
 * each for as long as the service needs from one to the next when it is crowded with nothing else, or at most as long as one takes at low load.
 * What slows down all kinds alike, a busy core, slows down the line. Some kinds may share a lock or a pool and others not; nobody in a fair line of
 * any of them waits longer.
 */
function fairLineMs(classes: readonly ClassSeen[], users: number): number {
  const busyMs = classes.reduce((sum, { requests, meanMs }) => sum + requests * (meanMs ?? 0), 0);
  if (busyMs === 0) return 0;
  const lineMs = classes.reduce((sum, { requests, meanMs, calm, crowded }) => {
    const underWay = (users * requests * (meanMs ?? 0)) / busyMs;
    const isKnown = crowded !== null && crowded.users > 0 && crowded.requests >= needed.calm;
    return sum + underWay * (isKnown ? crowded.meanMs / crowded.users : (calm?.meanMs ?? meanMs ?? 0));
  }, 0);
  const slowdowns = classes.flatMap(({ meanMs, calm }) =>
    meanMs === null || calm === null || !(calm.meanMs > 0) ? [] : [meanMs / calm.meanMs],
  );
  return lineMs * (slowdowns.length === 0 ? 1 : Math.max(1, Math.min(...slowdowns)));
}

function goodOf({ requests, errors }: Pick<Calm, 'requests' | 'errors'>): number {
  return requests === 0 ? 1 : 1 - errors / requests;
}
