import { expect, it } from 'vitest';
import { readRecipes } from '../../../src/property/race/recipe.ts';

const race = async (): Promise<void> => undefined;
const namesOf = (module: unknown): readonly string[] =>
  readRecipes(module).map(({ kind, name }) => (kind === 'recipe' ? name : `not ${name}`));

it('races are the entries of `races`, and the functions whose names begin with the word', () => {
  const module = { races: { 'it holds': race, 'it holds for all': { arbitrary: race, test: race } }, raceTwoAdds: race, race_2: race };
  expect(namesOf(module)).toEqual(['it holds', 'it holds for all', 'raceTwoAdds', 'race_2']);
});

it('what only sounds like a race is none', () => {
  expect(namesOf({ raced: race, racer: race, raceway: race, race, trace: race, raceCondition: 3, default: race })).toEqual([]);
});

it('a race with an input has an arbitrary, one without has none; a method is called on its holder', async () => {
  const holder = {
    name: 'ada',
    test() {
      return this.name;
    },
  };
  const [plain, generated, method] = readRecipes({ races: { plain: race, generated: { arbitrary: race, test: race }, holder } });
  expect(plain).toMatchObject({ kind: 'recipe', arbitrary: null });
  expect(generated).toMatchObject({ kind: 'recipe', arbitrary: expect.any(Function) });
  expect(method?.kind === 'recipe' && method.test()).toBe('ada');
});

it('what is listed and is no race is named, so that nobody believes it was tried', () => {
  const races = { number: 3, nothing: null, noTest: { arbitrary: race }, noFunction: { arbitrary: 3, test: race }, fine: race };
  expect(namesOf({ races })).toEqual(['not number', 'not nothing', 'not noTest', 'not noFunction', 'fine']);
  expect(namesOf({ races: 7 })).toEqual(['not races']);
});

it('the exports of a CommonJS module are found in its default, where Node sees no others', () => {
  expect(namesOf({ default: { races: { 'it holds': race } } })).toEqual(['it holds']);
  expect(namesOf({ default: { raceTwoAdds: race }, races: { listed: race } })).toEqual(['listed']);
});

it('anything else has no races', () => {
  for (const module of [undefined, null, 1, 'races', race, {}, { races: {} }, { default: null }]) expect(namesOf(module)).toEqual([]);
});

it('a name without end is cut', () => {
  expect(namesOf({ races: { ['x'.repeat(9_999)]: race } })[0]).toHaveLength(200);
});
