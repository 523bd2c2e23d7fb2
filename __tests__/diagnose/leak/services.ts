import type { Chance } from '../../../src/stats/chance.ts';
import type { Memory } from './simulated.ts';

type Service = (chance: Chance) => Memory;

/** Holds what a function of the operations so far says. */
const held =
  (bytes: (operations: number) => number): Service =>
  () => {
    let operations = 0;
    return { operate: () => (operations += 1), held: () => bytes(operations) };
  };

/** Of every operation so many bytes, in as many pieces as chance makes of it: 1 is each operation, 0.01 one in a hundred. */
const losing =
  (bytes: number, share = 1, from = 0): Service =>
  (chance) => {
    let lost = 0;
    let operations = 0;
    return {
      operate: () => {
        operations += 1;
        if (operations > from && (share === 1 || chance.unit() < share)) lost += bytes / share;
      },
      held: () => lost,
    };
  };

const both =
  (one: Service, other: Service): Service =>
  (chance) => {
    const memories = [one(chance), other(chance)];
    return {
      operate: (atMs) => memories.forEach((memory) => memory.operate(atMs)),
      held: (atMs) => memories.reduce((sum, memory) => sum + memory.held(atMs), 0),
    };
  };

/** Entries that expire after a time, at once or when a timer sweeps. */
const expiring =
  (bytes: number, afterMs: number, sweepMs = 0): Service =>
  () => {
    let entries: number[] = [];
    let sweptMs = 0;
    const sweep = (atMs: number): void => {
      const due = sweepMs === 0 ? atMs : Math.floor(atMs / sweepMs) * sweepMs;
      if (due <= sweptMs) return;
      sweptMs = due;
      entries = entries.filter((since) => since > due - afterMs);
    };
    return {
      operate: (atMs) => entries.push(atMs),
      held: (atMs) => {
        sweep(atMs);
        return entries.length * bytes;
      },
    };
  };

/** Different keys seen so far, of so many. */
const keyed =
  (keys: number, bytes: number): Service =>
  (chance) => {
    const seen = new Set<number>();
    return { operate: () => seen.add(chance.below(keys)), held: () => seen.size * bytes };
  };

/** At one look in so many it holds a lot. */
const bursting =
  (share: number, bytes: number): Service =>
  (chance) => ({
    operate: () => undefined,
    held: () => (chance.unit() < share ? bytes * (0.5 + chance.unit()) : 0),
  });

const doubling = (bytes: number, factor: number): Service =>
  held((operations) => 65_536 * factor ** Math.max(0, Math.ceil(Math.log((operations * bytes) / 65_536) / Math.log(factor))));

export const healthy: Readonly<Record<string, Service>> = {
  'keeps nothing': held(() => 0),
  'a small cache': held((operations) => Math.min(operations, 1_000) * 2_000),
  'a cache of 10 000': held((operations) => Math.min(operations, 10_000) * 1_200),
  'a cache of large entries': held((operations) => Math.min(operations, 400) * 40_000),
  'a cache of 48 MB': held((operations) => Math.min(operations * 4_000, 48_000_000)),
  'a cache of two generations': held((operations) => (Math.min(operations, 3_000) + (operations % 3_000)) * 1_500),
  '100 keys': keyed(100, 500),
  '2 000 keys': keyed(2_000, 1_500),
  '5 000 keys': keyed(5_000, 800),
  'expires after a second': expiring(500, 1_000),
  'expires after two seconds': expiring(300, 2_000),
  'expires after a second, swept every two': expiring(400, 1_000, 2_000),
  'a log that is emptied': held((operations) => (operations % 5_000) * 600),
  'a step of 25 MB': held((operations) => (operations > 3_000 ? 25_000_000 : 0)),
  'three steps': held((operations) => (operations > 500 ? 4e6 : 0) + (operations > 2_500 ? 6e6 : 0) + (operations > 6_000 ? 5e6 : 0)),
  'bursts at one look in ten': bursting(0.1, 30_000_000),
  'bursts at every other look': bursting(0.5, 20_000_000),
  'warms up for long': held((operations) => 8_000_000 * (1 - Math.exp(-operations / 2_500))),
  'a buffer that doubles up to 8 MB': held((operations) => Math.min(2 ** 23, 2 ** Math.ceil(Math.log2(operations * 700 + 1)))),
};

/** With what they lose for each operation; null where that has no exact meaning. */
export const leaking: Readonly<Record<string, readonly [Service, number | null]>> = {
  '400 B': [losing(400), 400],
  '1 KB': [losing(1_024), 1_024],
  '10 KB': [losing(10_240), 10_240],
  '100 KB': [losing(102_400), 102_400],
  '500 B by one operation in ten': [losing(500, 0.1), 500],
  '1 KB by one operation in a hundred': [losing(1_024, 0.01), 1_024],
  '1 KB by one operation in 500': [losing(1_024, 0.002), null],
  '2 KB after 4 000 operations': [losing(2_048, 1, 4_000), 2_048],
  '1 KB after 6 000 operations': [losing(1_024, 1, 6_000), 1_024],
  '600 B under a cache': [
    both(
      losing(600),
      held((operations) => Math.min(operations, 2_000) * 3_000),
    ),
    600,
  ],
  '1 KB under bursts': [both(losing(1_024), bursting(0.1, 30_000_000)), 1_024],
  '1 KB under what expires': [both(losing(1_024), expiring(200, 1_000)), null],
  '800 B in a buffer that doubles': [doubling(800, 2), null],
  '800 B in an array that grows by half': [doubling(800, 1.5), null],
  '500 B and a table that doubles': [both(losing(500), doubling(48, 2)), null],
};
