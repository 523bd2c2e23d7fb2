import { assert, array, integer, nat, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeConnections, tellConnections, type ConnectionsSeen } from '../../src/property/connections.ts';

const seen = (before: number, afters: readonly number[], inFlight = 20): ConnectionsSeen => ({
  before,
  rounds: afters.map((after) => ({ most: after, after, inFlight })),
});
const kindOf = (...given: Parameters<typeof seen>): string => judgeConnections(seen(...given)).kind;

describe('connections from load to load', () => {
  it('are steady where a pool fills up to its size, shrinks, or is closed', () => {
    for (const afters of [[10], [10, 10], [10, 4], [0, 0, 0], [100, 100], [5, 9, 9]]) expect(kindOf(0, afters)).toBe('steady');
  });

  it('are filling while they grow, but hold no more than was wanted at once, or have grown only once since the first load', () => {
    for (const afters of [
      [4, 8],
      [4, 8, 12],
      [10, 300],
    ])
      expect(kindOf(0, afters)).toBe('filling');
  });

  it('leak where they grow in each load, beyond what was ever wanted at once', () => {
    expect(judgeConnections(seen(2, [12, 22, 33]))).toEqual({ kind: 'leaked', more: 31 });
    expect(kindOf(2, [12, 22, 22])).toBe('steady');
    expect(kindOf(2, [12, 9, 33])).toBe('filling');
  });

  it('never leak in a pool that has a size, whatever it holds when', () => {
    const pool = tuple(nat(20), array(integer({ min: 0, max: 20 }), { maxLength: 8 }));
    assert(
      property(pool, ([before, afters]) => {
        expect(kindOf(before, afters, 20)).not.toBe('leaked');
      }),
    );
  });

  it('are told', () => {
    expect(tellConnections({ before: 1, rounds: [{ most: 7, after: 4, inFlight: 9 }] })).toBe(
      'connections to others: 1 before, 4 when all was quiet after each load, at most 7 seen',
    );
  });
});
