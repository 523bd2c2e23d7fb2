import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Distribution } from '../../src/load/distribution.ts';
import { Tally } from '../../src/load/tally.ts';
import { outcomeOf, type Done } from './an-observation.ts';

// Whole milliseconds, so that sums are exact in any order.
const done = fc.record<Done>({
  operation: fc.constant(0),
  intendedMs: fc.nat({ max: 10_000 }),
  lagMs: fc.oneof(fc.constant(0), fc.nat({ max: 50 })),
  serviceMs: fc.nat({ max: 2_000 }),
  error: fc.constantFrom(null, null, 'status', 'timeout'),
});
const many = fc.array(done, { maxLength: 150 });

function tallyOf(operations: readonly Done[]): Tally {
  const tally = new Tally();
  for (const one of operations) tally.record(outcomeOf(one), one.intendedMs);
  return tally;
}

function distribute(values: readonly number[]): Distribution {
  const distribution = new Distribution();
  for (const value of values) distribution.record(value);
  return distribution;
}

describe('a tally', () => {
  it('has the same distributions as one that records both times of every operation', () => {
    fc.assert(
      fc.property(many, (operations) => {
        const { responseMs, serviceMs, histogram } = tallyOf(operations).observe('list');
        const response = distribute(operations.map(({ lagMs, serviceMs: ms }) => lagMs + ms));
        expect(responseMs).toEqual(response.latency());
        expect(histogram).toBe(response.encode());
        expect(serviceMs).toEqual(distribute(operations.map(({ serviceMs: ms }) => ms)).latency());
      }),
      { numRuns: 40 },
    );
  });

  it('knows how many left at their intended start', () => {
    fc.assert(
      fc.property(many, (operations) => {
        expect(tallyOf(operations).prompt).toBe(operations.filter(({ lagMs }) => lagMs === 0).length);
      }),
      { numRuns: 20 },
    );
  });

  it('is the same packed and taken in again, alone or in parts', () => {
    fc.assert(
      fc.property(many, fc.nat({ max: 150 }), (operations, at) => {
        const whole = tallyOf(operations);
        const taken = new Tally();
        taken.add(tallyOf(operations.slice(0, at)).pack('list'));
        taken.add(structuredClone(tallyOf(operations.slice(at)).pack('list')));
        expect(taken.observe('list')).toEqual(whole.observe('list'));
        expect(taken.pack('list')).toEqual(whole.pack('list'));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps at most five examples, also of several', () => {
    const fail = (detail: string): Tally => {
      const tally = new Tally();
      for (const each of [1, 2, 3, 4]) {
        tally.record({ kind: 'failed', sentAtMs: 0, endedAtMs: 1, bytes: 0, error: 'status', detail: `${detail} ${each}` }, 0);
      }
      return tally;
    };
    const both = new Tally();
    for (const detail of ['gone', 'late', 'gone']) both.add(fail(detail).pack('list'));
    const { errors, errorKinds, errorExamples } = both.observe('list');
    expect({ errors, errorKinds }).toEqual({ errors: 12, errorKinds: { status: 12 } });
    expect(errorExamples.map(({ detail }) => detail)).toEqual(['gone 1', 'gone 2', 'gone 3', 'gone 4', 'late 1']);
  });
});
