import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act, History } from '../../src/model/history.ts';
import { joinHistories } from '../../src/phases/join-histories.ts';

const act: fc.Arbitrary<Act> = fc.record({
  operation: fc.constantFrom('add', 'get'),
  user: fc.nat({ max: 40 }),
  key: fc.constantFrom('1', '2'),
  deed: fc.constant({ kind: 'read' as const, value: '1' }),
  calledAtMs: fc.nat(),
  returnedAtMs: fc.constant(Number.POSITIVE_INFINITY),
});
const history: fc.Arbitrary<History> = fc.record({ acts: fc.array(act), dropped: fc.nat({ max: 5 }) });

describe('joinHistories', () => {
  it('loses no act, changes none but for its user, and keeps the users of each load apart from all others', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 4 }), (histories) => {
        const { acts, dropped } = joinHistories(histories);
        const strip = (one: Act): Act => ({ ...one, user: 0 });
        expect(acts.map(strip)).toEqual(histories.flatMap((one) => one.acts.map(strip)));
        expect(dropped).toBe(histories.reduce((sum, one) => sum + one.dropped, 0));
        const owners = new Map<number, string>();
        let at = 0;
        for (const [load, one] of histories.entries()) {
          for (const { user } of one.acts) {
            const joined = acts[at]?.user ?? -1;
            const owner = `${load} ${user}`;
            expect(owners.get(joined) ?? owner).toBe(owner);
            owners.set(joined, owner);
            at += 1;
          }
        }
        expect(owners.size).toBe(new Set(owners.values()).size);
      }),
    );
  });
});
