import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RaceOutcome } from '../../../src/model/race.ts';
import type { RaceSearch } from '../../../src/property/race/order.ts';
import { readRecipes } from '../../../src/property/race/recipe.ts';
import { tryRace } from '../../../src/property/race/try-race.ts';

type FastCheck = typeof fc;

const usual: RaceSearch = { runs: 200, seed: 7, path: '', runMs: 100, raceMs: 10_000 };
const seeds = Array.from({ length: 20 }, (_, seed) => seed * 214_748_364);

/** Tries the only race of a module. */
async function tryOf(module: unknown, part: Partial<RaceSearch> = {}): Promise<RaceOutcome> {
  const [recipe] = readRecipes(module);
  if (recipe === undefined) throw new Error('the module has no race');
  return tryRace(recipe, { ...usual, ...part }, { begin: () => undefined, broke: () => undefined });
}

/** Tries one function, or `{ arbitrary, test }`. */
const tryIt = (race: unknown, part: Partial<RaceSearch> = {}): Promise<RaceOutcome> => tryOf({ races: { it: race } }, part);

const fixture = (name: string): Promise<unknown> =>
  import(pathToFileURL(resolve(import.meta.dirname, '../../../fixtures/race', name)).href);
const step = (s: fc.Scheduler, label: string): Promise<void> => s.schedule(Promise.resolve(), label);
const two = async (s: fc.Scheduler): Promise<void> => void (await s.waitFor(Promise.all([step(s, 'one'), step(s, 'two')])));

describe('the examples', () => {
  it.each(['lost-update.mjs', 'double-fetch.mjs', 'pool.mjs'])(
    '%s breaks under each of 20 seeds, in few runs, and again when replayed',
    async (name) => {
      const module = await fixture(name);
      for (const seed of seeds) {
        const found = await tryOf(module, { seed });
        expect(found).toMatchObject({ kind: 'broken', sentence: expect.stringMatching(/^Broke in run \d+ of 200: /) });
        expect(found.runs).toBeLessThanOrEqual(50);
        expect(found.evidence.join('\n')).not.toContain('did not break when the same was tried again');
        const path = found.kind === 'broken' ? found.path : '';
        const again = await tryOf(module, { seed, path });
        expect(again).toMatchObject({ kind: 'broken', path, runs: 1, sentence: expect.stringMatching(/^Broke again: /) });
        expect(stepsOf(again)).toEqual(stepsOf(found));
      }
    },
  );

  it('locked.mjs holds under each of 20 seeds, in different orders', async () => {
    const module = await fixture('locked.mjs');
    for (const seed of seeds) {
      const { kind, sentence, runs } = await tryOf(module, { seed });
      expect({ kind, runs }).toEqual({ kind: 'held', runs: 200 });
      expect(Number(/\((\d+) different orders/.exec(sentence)?.[1])).toBeGreaterThan(5);
    }
  });
});

function stepsOf({ evidence }: RaceOutcome): readonly string[] {
  return evidence.filter((line) => line.startsWith('  #'));
}

describe('a failure', () => {
  it('is made as small as its input goes, and tells its steps in the order they went on', async () => {
    const found = await tryOf(await fixture('lost-update.mjs'));
    expect(found.sentence).toMatch(/: it returned false$/);
    expect(found.evidence.slice(0, 4)).toEqual([
      'input: 2',
      'steps in the order they went on, #n being the n-th that was asked for:',
      expect.stringMatching(/^ {2}#[12] read\(\) → 0$/),
      expect.stringMatching(/^ {2}#\d (?:read\(\) → 0|write\(1\))$/),
    ]);
    expect(stepsOf(found)).toHaveLength(4);
  });

  it('is looked for in more orders where its input is made smaller, but what takes too long in all of them is no deadlock', async () => {
    const arbitrary = (lib: FastCheck): unknown => lib.constantFrom(1, 1_000);
    const slow = async (s: fc.Scheduler, input: number): Promise<boolean> => {
      await two(s);
      await delay(80);
      return input < 500;
    };
    const found = await tryIt({ arbitrary, test: slow }, { runMs: 600 });
    expect(found).toMatchObject({ kind: 'broken', sentence: expect.stringMatching(/: it returned false$/) });
    expect(found.evidence[0]).toBe('input: 1000');
  });

  it.each([
    ['false', () => false, 'it returned false'],
    ['a number', () => 3, 'it returned 3: true, false or nothing was expected'],
    ['null', () => null, 'it returned null: true, false or nothing was expected'],
  ])('may be %s', async (_, answer, said) => {
    const race = async (s: fc.Scheduler): Promise<unknown> => {
      await two(s);
      return answer();
    };
    expect(await tryIt(race)).toMatchObject({ kind: 'broken', sentence: `Broke in run 1 of 200: ${said}`, path: '0' });
  });

  it('may be an error, told line by line with its place, or anything else that is thrown', async () => {
    const error = new RangeError('two lines\n\nof it');
    const found = await tryIt(async (s: fc.Scheduler) => two(s).then(() => Promise.reject(error)));
    expect(found.sentence).toBe('Broke in run 1 of 200: RangeError: two lines');
    expect(found.evidence[0]).toBe('of it');
    expect(found.evidence[1]).toMatch(/^at .*try-race\.test\.ts/);
    const nonsense = {
      get message() {
        throw new Error('never');
      },
    };
    for (const thrown of ['text', undefined, Symbol('s'), nonsense, Object.create(null)]) {
      const { kind, sentence } = await tryIt(async (s: fc.Scheduler) => two(s).then(() => Promise.reject(thrown)));
      expect({ kind, sentence }).toEqual({ kind: 'broken', sentence: expect.stringMatching(/^Broke in run 1 of 200: (?:threw |it )/) });
    }
  });

  it('may be a deadlock: nothing is left that could go on', async () => {
    const found = await tryIt(async (s: fc.Scheduler) => {
      await step(s, 'first').catch(() => undefined);
      await s.waitFor(new Promise(() => undefined));
    });
    // The first step is let through by nobody, because it is awaited before the scheduler is.
    expect(found.kind).toBe('inconclusive');
    const locked = await tryIt(async (s: fc.Scheduler) => {
      const lost = new Promise(() => undefined);
      await s.waitFor(Promise.all([step(s, 'first'), step(s, 'second').then(() => lost)]));
    });
    expect(locked).toMatchObject({ kind: 'broken', sentence: expect.stringContaining('it never ends') });
    expect(stepsOf(locked)).toHaveLength(2);
  });

  it('is told at once, before it is made smaller, with a path that leads to it', async () => {
    const heard: RaceOutcome[] = [];
    const begun: number[] = [];
    const [recipe] = readRecipes(await fixture('lost-update.mjs'));
    if (recipe === undefined) throw new Error('the module has no race');
    const found = await tryRace(recipe, usual, { begin: (run) => begun.push(run), broke: (outcome) => heard.push(outcome) });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ kind: 'broken', path: String(found.runs - 1), runs: found.runs });
    expect(begun).toEqual(begun.map((_, at) => at));
    expect(begun.length).toBeGreaterThan(found.runs);
  });

  it('that does not come again says that something else decides', async () => {
    let runs = 0;
    const found = await tryIt(async (s: fc.Scheduler) => {
      await two(s);
      runs += 1;
      return runs !== 3;
    });
    expect(found).toMatchObject({ kind: 'broken', runs: 3 });
    expect(found.evidence.at(-1)).toMatch(/^it did not break when the same was tried again/);
  });
});

describe('a race that holds', () => {
  it('says in how many orders', async () => {
    expect(await tryIt(two)).toEqual({
      kind: 'held',
      name: 'it',
      sentence: 'Held in 200 runs (2 different orders of its steps)',
      runs: 200,
      evidence: [],
    });
  });

  it('says so when there never was a choice', async () => {
    const { kind, evidence } = await tryIt(async (s: fc.Scheduler) => s.waitFor(step(s, 'only')));
    expect({ kind, evidence }).toEqual({ kind: 'held', evidence: [expect.stringMatching(/^there was never more than one step/)] });
  });

  it('in the one run that is asked for says no more than that', async () => {
    expect(await tryIt(two, { path: '5' })).toMatchObject({
      kind: 'held',
      runs: 1,
      sentence: 'Did not break in the run that was asked for',
    });
    const arbitrary = (lib: FastCheck): unknown => lib.nat(1_000);
    const found = await tryIt({ arbitrary, test: async (s: fc.Scheduler, input: number) => two(s).then(() => input < 10) });
    const path = found.kind === 'broken' ? found.path : '';
    expect({ path, input: found.evidence[0] }).toEqual({ path: expect.stringContaining(':'), input: 'input: 10' });
    expect(await tryIt({ arbitrary, test: two }, { path })).toMatchObject({ kind: 'held', runs: 1 });
  });

  it('is handed our fast-check, last of all', async () => {
    const seen: unknown[] = [];
    await tryIt(async (s: fc.Scheduler, lib: FastCheck) => two(s).then(() => void seen.push(typeof lib.integer)), { runs: 1 });
    const test = async (s: fc.Scheduler, input: number, lib: FastCheck): Promise<void> =>
      two(s).then(() => void seen.push(input, typeof lib.pre));
    await tryIt({ arbitrary: (lib: FastCheck) => lib.constant(4), test }, { runs: 1 });
    expect(seen).toEqual(['function', 4, 'function']);
  });
});

describe('nobody can tell', () => {
  it.each([
    ['nothing was scheduled', async () => undefined, /^Nothing was scheduled/],
    ['the steps are let through by nobody', async (s: fc.Scheduler) => step(s, 'one'), /^It stopped with steps that nobody lets through/],
    ['it is no race', 3, /^It is no race/],
    ['its arbitrary is none', { arbitrary: () => 3, test: two }, /^Its arbitrary\(fc\) did not return an arbitrary/],
    [
      'its arbitrary fails',
      {
        arbitrary: () => {
          throw new Error('oh');
        },
        test: two,
      },
      /^Its arbitrary\(fc\) failed: Error: oh/,
    ],
    [
      'its inputs fail',
      {
        arbitrary: (lib: FastCheck) =>
          lib.nat().map(() => {
            throw new Error('oh');
          }),
        test: two,
      },
      /^Its inputs could not be made: Error: oh/,
    ],
  ])('where %s', async (_, race, said) => {
    expect(await tryIt(race)).toMatchObject({ kind: 'inconclusive', sentence: expect.stringMatching(said) });
  });

  it('where all inputs are turned down', async () => {
    const test = async (_: fc.Scheduler, __: number, lib: FastCheck): Promise<void> => lib.pre(false);
    const { kind, sentence } = await tryIt({ arbitrary: (lib: FastCheck) => lib.nat(), test }, { runs: 5 });
    expect({ kind, sentence }).toEqual({ kind: 'inconclusive', sentence: 'Too many inputs were turned down: 0 of 5 runs came about' });
  });

  it('when the time is up before all runs, and none has broken it', async () => {
    const slow = async (s: fc.Scheduler): Promise<void> => {
      await two(s);
      await delay(20);
    };
    const { kind, sentence, runs } = await tryIt(slow, { raceMs: 200, runMs: 5_000 });
    expect({ kind, sentence }).toEqual({ kind: 'inconclusive', sentence: `The time was up after ${runs} of 200 runs, and none broke it` });
    expect(runs).toBeLessThan(200);
  });

  it('where the path leads nowhere', async () => {
    expect((await tryIt(two, { path: '5:0' })).kind).toBe('inconclusive');
    expect((await tryIt({ arbitrary: (lib: FastCheck) => lib.nat(), test: two }, { path: '0:99999:0' })).kind).toBe('inconclusive');
  });
});
