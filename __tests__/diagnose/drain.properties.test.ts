import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDrain, type DrainInput } from '../../src/diagnose/drain.ts';
import { settled, type Held } from '../../src/diagnose/held.ts';

const count = fc.nat({ max: 5_000 });
const held: fc.Arbitrary<Held> = fc.record({
  processes: fc.integer({ min: 1, max: 200 }),
  threads: fc.option(count),
  descriptors: fc.option(count),
  kinds: fc.option(fc.record({ files: count, sockets: count, pipes: count, others: count })),
  sockets: fc.option(fc.record({ established: count, listening: count, closeWait: fc.nat({ max: 40 }), passing: count, others: count })),
});
const cores = fc.option(fc.double({ min: 0, max: 64, noNaN: true }));
const input: fc.Arbitrary<DrainInput> = fc.record({
  before: fc.option(held),
  under: fc.option(held),
  after: fc.option(held),
  again: fc.option(held),
  connections: count,
  connectionsAgain: count,
  givenUp: count,
  waitedMs: fc.double({ min: 0, max: 1e5, noNaN: true }),
  idleCores: cores,
  drainCores: cores,
  broken: fc.subarray(['leak.descriptors', 'leak.sockets', 'leak.threads', 'leak.memory', 'crash', 'hang.spin', 'limit.p95']),
});

/** A service that keeps a pool: it opens one of each for every user up to a bound, and never gives them back. */
const pooled = fc.record({
  most: fc.nat({ max: 300 }),
  each: fc.integer({ min: 0, max: 2 }),
  loads: fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 })),
});

describe('findDrain', () => {
  it('tells a whole finding, whatever was seen', () => {
    fc.assert(
      fc.property(input, (seen) => {
        const found = findDrain(seen);
        expect(found.id).toBe('drain');
        expect(found.sentence).not.toMatch(/undefined|NaN|null|–/);
        expect([found.measured, found.limit].every((value) => value === null || Number.isFinite(value))).toBe(true);
        if (found.kind === 'broken') expect(found.measured ?? 0).toBeGreaterThan((found.limit ?? 0) - 1);
      }),
    );
  });

  it('never breaks for what came back', () => {
    fc.assert(
      fc.property(held, input, (before, seen) => {
        const found = findDrain({ ...seen, before, after: before, again: seen.again === null ? null : before });
        expect(found.kind).not.toBe('broken');
      }),
    );
  });

  it('never breaks for a pool as large as the most users there were, or as it may be', () => {
    fc.assert(
      fc.property(held, pooled, fc.boolean(), (idle, { most, each, loads }, twice) => {
        const after = (users: number): Held => {
          const kept = each * Math.min(most, users);
          return { ...idle, threads: (idle.threads ?? 0) + kept, descriptors: (idle.descriptors ?? 0) + kept };
        };
        const [first, second] = loads;
        const found = findDrain({
          before: { ...idle, threads: idle.threads ?? 0, descriptors: idle.descriptors ?? 0 },
          under: null,
          after: after(first),
          again: twice ? after(Math.max(first, second)) : null,
          connections: first,
          connectionsAgain: second,
          givenUp: 0,
          waitedMs: 1_000,
          idleCores: 0,
          drainCores: 0,
          broken: [],
        });
        expect(found.kind).toBe('held');
      }),
    );
  });

  it('breaks for what each of two equal loads leaves behind, beyond what may be chance', () => {
    fc.assert(
      fc.property(held, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 500 }), (idle, users, extra) => {
        const kept = Math.max(3, Math.ceil(users / 10)) + extra;
        const before = { ...idle, descriptors: idle.descriptors ?? 0 };
        const found = findDrain({
          before,
          under: null,
          after: { ...before, descriptors: before.descriptors + kept },
          again: { ...before, descriptors: before.descriptors + 2 * kept },
          connections: users,
          connectionsAgain: users,
          givenUp: 0,
          waitedMs: 1_000,
          idleCores: 0,
          drainCores: 0,
          broken: [],
        });
        expect(found).toMatchObject({ kind: 'broken', measured: kept });
      }),
    );
  });
});

describe('settled', () => {
  it('is true of what is as it was, and of whatever held more before', () => {
    fc.assert(
      fc.property(held, held, (one, other) => {
        expect(settled(one, one)).toBe(true);
        const most = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.max(a, b));
        const sum = {
          ...one,
          sockets: null,
          processes: Math.max(one.processes, other.processes),
          threads: most(one.threads, other.threads),
          descriptors: most(one.descriptors, other.descriptors),
        };
        expect(settled(sum, one)).toBe(true);
        expect(settled(sum, other)).toBe(true);
      }),
    );
  });
});
