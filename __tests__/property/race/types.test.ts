import { expect, it } from 'vitest';
import type { FastCheck, GeneratedRace, Races } from '../../../race.d.ts';
import { readRecipes } from '../../../src/property/race/recipe.ts';

it('what the published types allow is read as races', () => {
  const counted: GeneratedRace<number> = {
    arbitrary: (fc) => fc.nat(5),
    test: async (s, users, fc: FastCheck) => {
      await s.waitFor(Promise.all(Array.from({ length: users }, (_, user) => s.schedule(Promise.resolve(user), `user ${user}`))));
      fc.pre(users > 0);
    },
  };
  const races: Races = {
    'nothing is returned': async (s) => s.waitFor(s.schedule(Promise.resolve())),
    'true is returned': async (s) => s.waitFor(s.schedule(Promise.resolve(true))),
    'our fast-check is handed in': async (_, fc) => fc.stringify(1) === '1',
    counted,
    words: { arbitrary: (fc) => fc.array(fc.string()), test: async (_, words: readonly string[]) => words.length < 1_000 },
  };
  expect(readRecipes({ races }).map(({ kind }) => kind)).toEqual(Object.keys(races).map(() => 'recipe'));
});
