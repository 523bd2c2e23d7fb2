import type { Finding } from '../model/finding.ts';
import type { Latency } from '../model/observation.ts';
import type { Spoiled } from '../model/self-check.ts';
import { printCount, printDuration, printPercent } from '../units/print.ts';
import type { CacheLimits } from './cache-settings.ts';

/** A load on entries that were written together: just before they expire, or as they do. */
export interface StormLoad {
  readonly responseMs: Latency;
  /** Trouble of our own. */
  readonly spoiled: Spoiled | null;
}

/** Many entries of a cache that expire at once. */
export interface Storm {
  readonly livesMs: number;
  /** How often one was written; some of them more than once. */
  readonly writes: number;
  readonly before: StormLoad;
  readonly during: StormLoad;
}

/** What of a finding a storm says. */
export type StormJudged = Pick<Finding, 'kind' | 'sentence' | 'measured' | 'limit' | 'unit'>;

/** However many times slower: who is not slower by so much of its limit is not slowed. A single storm stands against a single calm, and machines have moods. */
const leastSlower = 0.2;

/**
 * Whether a cache stays quick while many of its entries expire: within its limit, and not slowed more than one hot key may slow it. Broken
 * where the intervals leave no doubt, with as much taken off as trouble of our own may have added. What was too slow before is not the storm's.
 */
export function judgeStorm({ livesMs, writes, before, during }: Storm, { p95Ms, contentionPercent }: CacheLimits): StormJudged {
  const [calm, measured] = [p95Of(before), p95Of(during)];
  const what = `entries that expire together, written ${printCount(writes)} times in all to live ${printDuration(livesMs)}`;
  if (calm === null || measured === null) {
    return { kind: 'inconclusive', sentence: `Of ${what}, too little was seen`, measured: null, limit: null, unit: 'ms' };
  }
  const speeds = `p95 ${printDuration(measured)}, and ${printDuration(calm)} just before`;
  const least = (during.responseMs.p95Low ?? 0) * ownShare(during);
  if (calm <= p95Ms && measured > p95Ms) {
    const sentence = `The cache is slow with ${what}: ${speeds} (limit ${printDuration(p95Ms)})`;
    return told(least > p95Ms, sentence, { measured, limit: p95Ms, unit: 'ms' }, during);
  }
  const percent = (100 * measured) / calm;
  if (measured - calm > leastSlower * p95Ms && percent > contentionPercent) {
    const sentence = `The cache is slowed by ${what}: ${speeds}: ${printPercent(percent)} (limit ${printPercent(contentionPercent)})`;
    const isSure = 100 * least > contentionPercent * (before.responseMs.p95High ?? Number.POSITIVE_INFINITY);
    return told(isSure, sentence, { measured: percent, limit: contentionPercent, unit: '%' }, during);
  }
  return { kind: 'held', sentence: `With ${what}: ${speeds}`, measured, limit: p95Ms, unit: 'ms' };
}

function told(isSure: boolean, sentence: string, numbers: Omit<StormJudged, 'kind' | 'sentence'>, { spoiled }: StormLoad): StormJudged {
  if (isSure) return { ...numbers, kind: 'broken', sentence };
  const doubt = `${sentence}, but not surely`;
  if (spoiled === null) return { ...numbers, kind: 'inconclusive', sentence: doubt };
  return { kind: 'inconclusive', sentence: `${doubt}. ${spoiled.sentence}`, measured: null, limit: null, unit: numbers.unit };
}

function p95Of({ responseMs: { p95, max } }: StormLoad): number | null {
  return p95 ?? max;
}

/** So much of a response is the service's at least. */
function ownShare({ spoiled }: StormLoad): number {
  return spoiled === null ? 1 : 1 - (spoiled.mostShare ?? 1);
}
