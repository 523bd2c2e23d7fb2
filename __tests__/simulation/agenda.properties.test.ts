import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../src/simulation/agenda.ts';

describe('an agenda', () => {
  it('gives what is due first, and of what is due at one time what was added first', () => {
    const deeds = fc.array(fc.oneof(fc.record({ atMs: fc.integer({ min: 0, max: 5 }) }), fc.constant('take' as const)), { maxLength: 700 });
    fc.assert(
      fc.property(deeds, (all) => {
        const agenda = new Agenda();
        const given: number[] = [];
        const expected: number[] = [];
        let left: { readonly atMs: number; readonly order: number }[] = [];
        for (const [order, deed] of all.entries()) {
          if (deed !== 'take') {
            agenda.add(deed.atMs, () => void given.push(order));
            left.push({ atMs: deed.atMs, order });
            continue;
          }
          const [next] = left.toSorted((one, other) => one.atMs - other.atMs || one.order - other.order);
          expect(agenda.nextMs).toBe(next?.atMs ?? Number.POSITIVE_INFINITY);
          agenda.take()?.();
          left = left.filter((one) => one !== next);
          if (next !== undefined) expected.push(next.order);
        }
        expect(given).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
