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
  /** Mean response of this kind alone, of as many users as the mix has; null where nobody looked. */
  readonly crowdedMeanMs: number | null;
}

/** An operation at low load. */
export interface Calm {
  readonly requests: number;
  readonly errors: number;
  readonly meanMs: number;
  /** Null where too few answers support it. */
  readonly p99Ms: number | null;
}

/** What one kind of operation gets of what it would get if it waited as long as the middle kind does: 1 is its fair share. */
export interface Service {
  readonly name: string;
  readonly share: number;
  /** The largest that the noise of its mean allows. */
  readonly mostShare: number;
  /** Whether it is no slower than alone among as many users: then it is in its own way, and nobody else is. */
  readonly own: boolean;
}

/** What is known of all kinds. */
export interface Services {
  readonly services: readonly Service[];
  /** Kinds of which too little is known, and what is missing. */
  readonly unknown: readonly { readonly name: string; readonly why: string }[];
}

/** Fewer operations say nothing of a kind, in the mix and at low load. */
const needed = { mixed: 30, calm: 10 } as const;
/** Who fails more often than this, compared with low load, is not merely slow. */
const mostlyGood = 0.8;

/**
 * Normalised service T/O of each kind of operation of which enough is known. T is what a user who waits for the kind gets in a second,
 * which is one over its response time by Little's law: in a closed load all kinds are completed in proportion to their weights, whatever
 * becomes of them, so that plain rates tell nothing. O is what that user would get of the kind at low load, had it to wait as long as the
 * middle kind waits here: in one queue that all share, a short operation suffers many times its own length and a long one hardly any, and
 * yet the queue is fair. What fails is not served.
 */
export function servicesOf(classes: readonly ClassSeen[]): Services {
  const weighed = classes.map(weigh);
  const known = weighed.flatMap((one) => (one.kind === 'known' ? [one] : []));
  const middleWaitMs = median(known.map(({ meanMs, calmMs }) => Math.max(0, meanMs - calmMs)));
  return {
    services: known.map(({ name, good, own, meanMs, leastMs, calmMs }) => {
      const served = good * (calmMs + middleWaitMs);
      return { name, own, share: served / meanMs, mostShare: served / leastMs };
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
      readonly own: boolean;
      readonly meanMs: number;
      readonly leastMs: number;
      readonly calmMs: number;
    }
  | { readonly kind: 'unknown'; readonly name: string; readonly why: string };

function weigh({ name, requests, errors, meanMs, meanLowMs, calm, crowdedMeanMs }: ClassSeen): Weighed {
  const lack = (why: string): Weighed => ({ kind: 'unknown', name, why });
  if (requests < needed.mixed) return lack(`${printCount(requests)} operations, and ${needed.mixed} are needed`);
  if (meanMs === null || !(meanMs > 0)) return lack('how long they took is not known');
  if (calm === null || calm.requests < needed.calm) {
    return lack(`${printCount(calm?.requests ?? 0)} operations at low load, and ${needed.calm} are needed`);
  }
  if (calm.errors >= calm.requests) return lack('all of them failed at low load');
  const good = Math.min(1, (1 - errors / requests) / (1 - calm.errors / calm.requests));
  const own = crowdedMeanMs !== null && meanMs <= crowdedMeanMs && good > mostlyGood;
  return { kind: 'known', name, good, own, meanMs, leastMs: Math.max(0, meanLowMs ?? meanMs), calmMs: calm.meanMs };
}
