import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFewestUsers } from '../../src/phases/fewest-users.ts';

const crowd = fc.integer({ min: 1, max: 1_000 });
const forever = (): boolean => true;

describe('findFewestUsers', () => {
  it('finds the fewest users who show it, where it always shows from some number on', async () => {
    await fc.assert(
      fc.asyncProperty(crowd, crowd, fc.constantFrom(1 as const, 2 as const), async (most, wanted, least) => {
        const truth = Math.min(most, Math.max(wanted, Math.min(least, most)));
        const { users, loads } = await findFewestUsers({ most, least, shows: async (some) => some >= truth, mayGoOn: forever });
        expect(users).toBe(truth);
        expect(loads).toBeLessThanOrEqual(2 * (2 + 2 * Math.ceil(Math.log2(most + 1))));
      }),
    );
  });

  it('never names a number of users that did not show it twice running, nor one beyond those who found it', async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.infiniteStream(fc.boolean()), async (most, chances) => {
        const shown = new Map<number, boolean[]>();
        const shows = async (some: number): Promise<boolean> => {
          const is = chances.next().value === true;
          shown.set(some, [...(shown.get(some) ?? []), is]);
          return is;
        };
        const { users, loads } = await findFewestUsers({ most, least: 1, shows, mayGoOn: forever });
        if (users !== null) expect(shown.get(users)).toEqual([true, true]);
        expect([...shown.keys()].every((some) => some >= 1 && some <= most)).toBe(true);
        expect(loads).toBe([...shown.values()].flat().length);
      }),
    );
  });

  it('stops at once when the time is up', async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.nat({ max: 12 }), async (most, longest) => {
        let left = longest;
        const { loads } = await findFewestUsers({ most, least: 1, shows: async (some) => some > most / 2, mayGoOn: () => left-- > 0 });
        expect(loads).toBeLessThanOrEqual(longest);
      }),
    );
  });
});
