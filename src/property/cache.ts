import type { Finding } from '../model/finding.ts';
import type { Latency } from '../model/observation.ts';
import type { Spoiled } from '../model/self-check.ts';
import { mean } from '../stats/mean.ts';
import { median } from '../stats/median.ts';
import { printCount, printDuration, printPercent } from '../units/print.ts';
import type { CacheLimits } from './cache-settings.ts';

export const cacheId = 'property.cache';

/** One load of a cache's operations: on one key that all users want, or on many. */
export interface CacheTurn {
  readonly on: 'one' | 'many';
  readonly requests: number;
  readonly errors: number;
  readonly responseMs: Latency;
  /** Trouble of our own. */
  readonly spoiled: Spoiled | null;
}

type Judged = Omit<Finding, 'id' | 'evidence' | 'replay'>;

/** However many times slower: who is not slower by so much is not slowed. */
const leastSlowerMs = 5;
/** From this share of errors on it is not the cache that was measured. */
const mostErrors = 0.5;

/**
 * Whether a cache is quick, on one key and on many, and whether the one key that all want is not much slower. A p95 breaks its limit
 * where its interval lies above it in every turn. What one key costs is told by the ratio of neighbouring turns, so that drift is on
 * neither side, nor trouble of our own that both had, and breaks its limit where that of p95, or that of the mean, surely lies above it in
 * every pair.
 */
export function judgeCache(turns: readonly CacheTurn[], limits: CacheLimits): Finding {
  const facts = { id: cacheId, evidence: tellTurns(turns) };
  const requests = turns.reduce((sum, turn) => sum + turn.requests, 0);
  const errors = turns.reduce((sum, turn) => sum + turn.errors, 0);
  if (requests === 0 || errors > mostErrors * requests) {
    const what = requests === 0 ? 'nothing was answered' : `${printCount(errors)} of ${printCount(requests)} requests failed`;
    return { ...facts, kind: 'inconclusive', sentence: `The cache was not judged: ${what}`, measured: null, limit: null, unit: 'ms' };
  }
  const judged = [judgeContention(turns, limits), ...(['many', 'one'] as const).map((on) => judgeSpeed(turns, on, limits))].filter(
    (one) => one !== null,
  );
  const worst = judged.find(({ kind }) => kind === 'broken') ?? judged.find(({ kind }) => kind === 'inconclusive');
  return { ...facts, ...(worst ?? held(turns, limits)) };
}

function held(turns: readonly CacheTurn[], limits: CacheLimits): Judged {
  const many = p95Of(turns, 'many');
  const slow = p95Of(turns, 'one');
  const hot = slow === null ? '' : `, and within ${printDuration(slow)} where all users want one key`;
  const sentence = `The cache answers within ${printDuration(many ?? slow ?? Number.NaN)} (p95)${hot}`;
  return {
    kind: 'held',
    sentence,
    measured: many ?? slow,
    limit: limits.p95Ms,
    unit: 'ms',
  };
}

function judgeSpeed(turns: readonly CacheTurn[], on: CacheTurn['on'], { p95Ms: limit }: CacheLimits): Judged | null {
  const measured = p95Of(turns, on);
  if (measured === null || measured <= limit) return null;
  const its = turns.filter((turn) => turn.on === on);
  const where = on === 'one' ? ' where all users want one key' : '';
  const sentence = `p95 of the cache is ${printDuration(measured)}${where}, above the limit of ${printDuration(limit)}`;
  const facts = { measured, limit, unit: 'ms' };
  if (its.every((turn) => (turn.responseMs.p95Low ?? 0) * ownShare(turn) > limit)) return { ...facts, kind: 'broken', sentence };
  return doubt(`${sentence}, but not surely`, facts, its);
}

function judgeContention(turns: readonly CacheTurn[], { contentionPercent: limit }: CacheLimits): Judged | null {
  const pairs = pairsOf(turns);
  const [one, many] = [p95Of(turns, 'one'), p95Of(turns, 'many')];
  if (pairs.length === 0 || one === null || many === null || one - many <= leastSlowerMs) return null;
  const ratios = ratiosOf(turns);
  const isOfMean = (ratios.mean ?? 0) > (ratios.p95 ?? 0);
  const measured = (isOfMean ? ratios.mean : ratios.p95) ?? 0;
  if (measured <= limit) return null;
  const tell = (on: CacheTurn['on']): string =>
    printDuration((isOfMean ? middleOf(turns, on, (its) => its.mean) : p95Of(turns, on)) ?? Number.NaN);
  const sentence = `One key that all users want is slow: ${isOfMean ? 'mean' : 'p95'} ${tell('one')}, and ${tell('many')} on many keys: ${printPercent(measured)} (limit ${printPercent(limit)})`;
  const facts = { measured, limit, unit: '%' };
  const isSure = (low: (pair: Pair) => number): boolean =>
    pairs.every((pair) => 100 * low(pair) * (pair.many.spoiled === null ? ownShare(pair.one) : 1) > limit);
  if (isSure(leastP95Ratio) || isSure(leastMeanRatio)) return { ...facts, kind: 'broken', sentence };
  return doubt(`${sentence}, but not surely`, facts, turns);
}

interface Pair {
  readonly one: CacheTurn;
  readonly many: CacheTurn;
}

/** Neighbours, each turn in one pair only. */
function pairsOf(turns: readonly CacheTurn[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let at = 0; at + 1 < turns.length; at += 2) {
    const both = turns.slice(at, at + 2);
    const one = both.find(({ on }) => on === 'one');
    const many = both.find(({ on }) => on === 'many');
    if (one !== undefined && many !== undefined) pairs.push({ one, many });
  }
  return pairs;
}

/** The least that the ratio can be: the low end of an interval over the high end of the other. 0 where nobody knows. */
function leastP95Ratio({ one, many }: Pair): number {
  return (one.responseMs.p95Low ?? 0) / (many.responseMs.p95High ?? Number.POSITIVE_INFINITY);
}

function leastMeanRatio({ one, many }: Pair): number {
  const { mean: middle, meanLow } = many.responseMs;
  if (middle === null || meanLow === undefined) return 0;
  return (one.responseMs.meanLow ?? 0) / (2 * middle - meanLow);
}

/** How slow one key is, in percent of many. */
function ratiosOf(turns: readonly CacheTurn[]): { readonly p95: number | null; readonly mean: number | null } {
  const ratio = (of: (latency: Latency) => number | null): number | null => {
    const known = pairsOf(turns).flatMap(({ one, many }) => {
      const [hot, cold] = [of(one.responseMs), of(many.responseMs)];
      return hot === null || cold === null || cold <= 0 ? [] : [Math.log(hot / cold)];
    });
    return known.length === 0 ? null : 100 * Math.exp(mean(known));
  };
  return { p95: ratio(({ p95 }) => p95), mean: ratio((latency) => latency.mean) };
}

function p95Of(turns: readonly CacheTurn[], on: CacheTurn['on']): number | null {
  return middleOf(turns, on, ({ p95, max }) => p95 ?? max);
}

/** Of the turns of a kind, the middle one. */
function middleOf(turns: readonly CacheTurn[], on: CacheTurn['on'], of: (latency: Latency) => number | null): number | null {
  const known = turns.flatMap((turn) => (turn.on === on ? [of(turn.responseMs)] : [])).filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

/** Trouble of our own may have made what is one key's slowness: so much of it is the service's at least. */
function ownShare({ spoiled }: CacheTurn): number {
  return spoiled === null ? 1 : 1 - (spoiled.mostShare ?? 1);
}

/** What is not sure: a doubt about the cache, unless trouble of our own kept it from being seen well enough. */
function doubt(sentence: string, facts: Pick<Finding, 'measured' | 'limit' | 'unit'>, turns: readonly CacheTurn[]): Judged {
  const trouble = turns.find(({ spoiled }) => spoiled !== null)?.spoiled ?? null;
  if (trouble === null) return { ...facts, kind: 'inconclusive', sentence };
  return { kind: 'inconclusive', sentence: `${sentence}. ${trouble.sentence}`, measured: null, limit: null, unit: facts.unit };
}

function tellTurns(turns: readonly CacheTurn[]): readonly string[] {
  return (['many', 'one'] as const).flatMap((on) => {
    const its = turns.filter((turn) => turn.on === on);
    if (its.length === 0) return [];
    const tell = (of: (latency: Latency) => number | null): string =>
      its.map(({ responseMs }) => printDuration(of(responseMs) ?? Number.NaN)).join(', ');
    const requests = its.reduce((sum, turn) => sum + turn.requests, 0);
    return [
      `${on === 'one' ? 'one key' : 'many keys'}: p95 ${tell(({ p95 }) => p95)}; mean ${tell((latency) => latency.mean)}; ${printCount(requests)} requests`,
    ];
  });
}
