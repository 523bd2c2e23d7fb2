import type { Act, Deed } from '../../src/model/history.ts';
import { openChance, type Chance } from '../../src/stats/chance.ts';

/** What clients did to an object that is right. */
export interface Simulation {
  readonly kind: 'register' | 'counter';
  readonly clients: number;
  readonly keys: number;
  readonly operations: number;
  readonly seed: number;
  /** What is broken: nothing, one read that saw what had been replaced, or increments that were acknowledged and not done. */
  readonly fault: 'none' | 'stale' | 'lost';
}

interface Draft {
  readonly act: Act;
  readonly effectAtMs: number;
}

const unknownShare = 0.001;
const lostShare = 0.003;

/**
 * Clients that work one operation after another, half of them reads, each in about a millisecond; it takes effect at some moment in
 * between. Counters are read before and after, as a load does it.
 */
export function simulate({ kind, clients, keys, operations, seed, fault }: Simulation): readonly Act[] {
  const chance = openChance(seed, 0);
  const drafts: Draft[] = [];
  const freeAtMs = new Float64Array(clients).fill(10);
  const numbers = Array.from({ length: clients }, (_, index) => index);
  const ends = kind === 'counter' ? keys : 0;
  for (let index = 0; index < operations - 2 * ends; index += 1) {
    const who = index % clients;
    const calledAtMs = (freeAtMs[who] ?? 0) + chance.unit() * 0.2;
    const tookMs = 0.3 - Math.log(1 - chance.unit());
    const deed = aDeed(chance, kind, index);
    const isUnknown = deed.kind !== 'read' && chance.unit() < unknownShare;
    const returnedAtMs = isUnknown ? Number.POSITIVE_INFINITY : calledAtMs + tookMs;
    const act = { operation: deed.kind, user: numbers[who] ?? 0, key: `k${chance.below(keys)}`, deed, calledAtMs, returnedAtMs };
    drafts.push({ act, effectAtMs: calledAtMs + chance.unit() * tookMs });
    freeAtMs[who] = calledAtMs + tookMs;
    if (isUnknown) numbers[who] = clients + index;
  }
  const endMs = Math.max(...freeAtMs);
  for (let key = 0; key < ends; key += 1) {
    for (const atMs of [0, endMs + 1]) {
      const act = { operation: 'read', user: -1, key: `k${key}`, deed: aRead, calledAtMs: atMs, returnedAtMs: atMs + 1 };
      drafts.push({ act, effectAtMs: atMs + 0.5 });
    }
  }
  drafts.sort((a, b) => a.effectAtMs - b.effectAtMs);
  const acts = perform(drafts, chance, fault);
  return (fault === 'stale' ? makeStale(acts, chance) : acts).toSorted((a, b) => a.calledAtMs - b.calledAtMs);
}

const aRead: Deed = { kind: 'read', value: '' };

function aDeed(chance: Chance, kind: Simulation['kind'], index: number): Deed {
  if (chance.unit() < 0.5) return aRead;
  return kind === 'register' ? { kind: 'write', value: `value-${index}` } : { kind: 'increment', by: 1, after: null };
}

/** `drafts` in the order in which they take effect. */
function perform(drafts: readonly Draft[], chance: Chance, fault: Simulation['fault']): readonly Act[] {
  const states = new Map<string, string>();
  return drafts.map(({ act }) => {
    const { deed, key } = act;
    const state = states.get(key) ?? '0';
    if (deed.kind === 'read') return { ...act, deed: { ...deed, value: state } };
    if (deed.kind === 'write') states.set(key, deed.value);
    const isLost = fault === 'lost' && chance.unit() < lostShare;
    if (deed.kind === 'increment' && !isLost) states.set(key, String(Number(state) + deed.by));
    return act;
  });
}

/** Lets one read, in the second half, see what had been replaced before it was called. `acts` in the order in which they took effect. */
function makeStale(acts: readonly Act[], chance: Chance): readonly Act[] {
  for (let index = Math.floor(acts.length * (0.5 + 0.4 * chance.unit())); index < acts.length; index += 1) {
    const read = acts[index];
    if (read === undefined || read.deed.kind !== 'read') continue;
    const writes = acts.slice(0, index).filter(({ key, deed }) => key === read.key && deed.kind === 'write');
    const newer = writes.findLast(({ returnedAtMs }) => returnedAtMs < read.calledAtMs);
    const older = newer === undefined ? undefined : writes.findLast(({ returnedAtMs }) => returnedAtMs < newer.calledAtMs);
    if (older?.deed.kind !== 'write') continue;
    const spoiled: Act = { ...read, deed: { kind: 'read', value: older.deed.value } };
    return acts.map((act, at) => (at === index ? spoiled : act));
  }
  throw new Error('no read can be spoiled: too few operations on a key');
}
