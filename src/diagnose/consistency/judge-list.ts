import { printCount } from '../../units/print.ts';
import { isCertain, type Effect } from './effect.ts';
import { findBackwards } from './find-backwards.ts';
import type { KeyHistory } from './key-history.ts';
import { nameUser, quote } from './name.ts';
import { findMissed, placeEntries, type Listed, type Lists } from './place-entries.ts';
import { readEntries } from './read-entries.ts';
import { sayBackwards } from './say-count.ts';
import type { KeyVerdict, Violation } from './violation.ts';

/** Each read holds the whole list: a history of n appends can hold n² entries. */
const mostCharacters = 30_000_000;

/**
 * Judges a key that was only appended to and read, exactly where each entry was appended once. A read is a list as JSON tells it. The
 * longest read fixes the order of its entries, and each pair of operations then has one order too, which their times must allow.
 */
export function judgeList({ key, effects }: KeyHistory): KeyVerdict {
  const reads: Listed[] = [];
  const appends = new Map<string, Effect>();
  let characters = 0;
  let isRepeated = false;
  for (const effect of effects) {
    const { deed } = effect.act;
    if (deed.kind === 'append') {
      isRepeated ||= appends.has(deed.value);
      appends.set(deed.value, effect);
    } else if (deed.kind === 'read') {
      characters += deed.value?.length ?? 0;
      if (characters > mostCharacters) return { kind: 'unknown', why: 'its lists are too long' };
      const entries = readEntries(deed.value ?? '');
      if (entries === null) return { kind: 'unknown', why: 'a read holds no list' };
      reads.push({ effect, entries });
    }
  }
  if (isRepeated) return { kind: 'open' };
  const violation = findLost(quote(key), { reads, appends }) ?? findDisorder(quote(key), { reads, appends });
  return violation === null ? { kind: 'legal' } : { kind: 'violated', violation };
}

/** Entries that were acknowledged before the last reads began, and that none of these holds. */
function findLost(name: string, { reads, appends }: Lists): Violation | null {
  const lastStartMs = reads.reduce((last, { effect }) => Math.max(last, effect.earliestMs), Number.NEGATIVE_INFINITY);
  let fewest: { readonly read: Effect; readonly due: number; readonly lost: readonly Effect[] } | null = null;
  for (const { effect: read, entries } of reads) {
    if (read.latestMs < lastStartMs) continue;
    const held = new Set(entries);
    const due = [...appends].filter(([, append]) => isCertain(append) && append.latestMs < read.earliestMs);
    const lost = due.flatMap(([entry, append]) => (held.has(entry) ? [] : [append]));
    if (fewest === null || lost.length < fewest.lost.length) fewest = { read, due: due.length, lost };
  }
  const [first] = fewest?.lost ?? [];
  if (fewest === null || first === undefined) return null;
  const { read, due, lost } = fewest;
  const sentence = `Lost ${printCount(lost.length)} of ${printCount(due)} acknowledged entries of ${name}: what was read last lacks them`;
  return { of: 'lost-update', sentence, count: lost.length, proof: [first, read], notes: [] };
}

function findDisorder(name: string, lists: Lists): Violation | null {
  const rest = { of: 'linearizability', count: 1, notes: [] } as const;
  const placing = placeEntries(lists);
  switch (placing.kind) {
    case 'orders':
      return { ...rest, sentence: `Two reads of ${name} tell of two orders in which its entries were appended`, proof: placing.reads };
    case 'twice': {
      const append = lists.appends.get(placing.entry);
      const proof = append === undefined ? [placing.read] : [append, placing.read];
      return { ...rest, sentence: `${quote(placing.entry)} was appended to ${name} once, and stands there twice`, proof };
    }
    case 'unwritten':
      return { ...rest, sentence: `${quote(placing.entry)} came into ${name}, and nobody appended it`, proof: [placing.read] };
    case 'placed':
      break;
    default:
      return placing satisfies never;
  }
  const missed = findMissed(placing.appends, placing.sightings);
  if (missed !== null) {
    const { append, by } = missed;
    const entry = quote(append.entry);
    const proof = [append.effect, by];
    if (by.act.deed.kind !== 'read') {
      const later = by.act.deed.kind === 'append' ? quote(by.act.deed.value) : 'another';
      return { ...rest, sentence: `${entry} had been appended to ${name} before ${later} was, and does not stand before it`, proof };
    }
    return { ...rest, of: 'stale-read', sentence: `${nameUser(by)} read ${name} without ${entry}, which had been appended before`, proof };
  }
  const backwards = findBackwards(placing.sightings);
  if (backwards === null) return null;
  const [first, second] = backwards;
  const { deed } = second.effect.act;
  const proof = [first.effect, second.effect];
  if (deed.kind === 'append') return { ...rest, sentence: `${quote(deed.value)} was read of ${name} before it was appended`, proof };
  return { ...rest, of: 'stale-read', sentence: `The number of entries of ${sayBackwards(name, first, second)}`, proof };
}
