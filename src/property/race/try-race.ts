import * as fc from 'fast-check';
import type { RaceOutcome } from '../../model/race.ts';
import type { RaceSearch } from './order.ts';
import type { Recipe } from './recipe.ts';
import { brokenOutcome, heldOutcome, inconclusiveOutcome, stuckOutcome } from './outcome.ts';
import { tellThrown } from './thrown.ts';
import { watchRace, type Ready, type Watch } from './watch.ts';

/** Hears how the search goes on, at once: the process may end at any moment. */
export interface RaceListener {
  /** A run begins: the n-th, from 0. */
  readonly begin: (run: number) => void;
  /** The outcome as it is known so far: broken, and not yet made smaller. */
  readonly broke: (outcome: RaceOutcome) => void;
}

/** Tries a race in one order of its steps after another, until it breaks or held in all. Never rejects. */
export async function tryRace(recipe: Recipe, search: RaceSearch, listener: RaceListener): Promise<RaceOutcome> {
  const { name } = recipe;
  const ready = prepare(recipe);
  if (ready.kind === 'refused') return inconclusiveOutcome(name, 0, ready.sentence);
  const isReplay = search.path !== '';
  const watch = watchRace(ready, search.path, {
    begin: listener.begin,
    broke: (example, run) => {
      const path = isReplay ? search.path : `${run}`;
      listener.broke(brokenOutcome(name, example, { run, runs: search.runs, path, isReplay }));
    },
  });
  try {
    return await judge(name, ready, search, watch);
  } catch (error) {
    // Of fast-check's own making: inputs that cannot be generated, or a path that leads nowhere.
    const [first = '', ...more] = tellThrown(error);
    return inconclusiveOutcome(name, 0, `Its inputs could not be made: ${first}`, more);
  } finally {
    watch.close();
  }
}

async function judge(name: string, ready: Ready, search: RaceSearch, watch: Watch): Promise<RaceOutcome> {
  const details = await check(watch, search);
  const { broken, stuck, widest, orders } = watch.seen();
  const { counterexamplePath, numRuns, numShrinks, interrupted } = details;
  if (broken !== null && counterexamplePath !== null) {
    const isReplay = search.path !== '';
    const found = { run: numRuns - 1, runs: search.runs, path: counterexamplePath, isReplay, numShrinks, interrupted };
    const repeats = isReplay || (await breaksAgain(ready, { ...search, path: counterexamplePath }));
    return brokenOutcome(name, broken, { ...found, repeats });
  }
  if (stuck !== null) return stuckOutcome(name, numRuns, stuck);
  if (search.path !== '') {
    return numRuns > 0
      ? heldOutcome(name, numRuns, 'Did not break in the run that was asked for', [])
      : inconclusiveOutcome(name, 0, 'The run that was asked for is none: its inputs were turned down');
  }
  if (interrupted) return inconclusiveOutcome(name, numRuns, `The time was up after ${numRuns} of ${search.runs} runs, and none broke it`);
  if (details.failed)
    return inconclusiveOutcome(name, numRuns, `Too many inputs were turned down: ${numRuns} of ${search.runs} runs came about`);
  if (widest === 0)
    return inconclusiveOutcome(
      name,
      numRuns,
      'Nothing was scheduled, so nothing was tried: make its steps wait with s.schedule or s.scheduleFunction',
    );
  return heldOutcome(
    name,
    numRuns,
    `Held in ${numRuns} runs (${orders} different ${orders === 1 ? 'order' : 'orders'} of its steps)`,
    tellWidth(widest),
  );
}

function tellWidth(widest: number): readonly string[] {
  return widest > 1
    ? []
    : ['there was never more than one step to choose from: nothing in it happens at the same time, or it is let in one by one'];
}

/** A failure that does not come again in the same order depends on something else, and its replay would puzzle. */
async function breaksAgain(ready: Ready, search: RaceSearch): Promise<boolean> {
  const again = watchRace(ready, search.path, { begin: () => undefined, broke: () => undefined });
  await check(again, search);
  again.close();
  return again.seen().broken !== null;
}

/**
 * Lets fast-check search, or try the one run that the path leads to. For fast-check a search that was interrupted before it failed is a success, unless
 * `failOnInterrupt`, which throws its report as a text. Here `interrupted` is asked instead.
 */
function check({ property, plugin }: Watch, { runs, seed, path, runMs, raceMs }: RaceSearch): Promise<fc.RunDetails<unknown>> {
  const isReplay = path !== '';
  return fc.check<unknown>(property, {
    seed: seed | 0,
    path,
    numRuns: isReplay ? 1 : runs,
    endOnFailure: isReplay,
    plugins: [fc.interruptAfterTimeLimit(raceMs), ...(isReplay ? [onlyFirst()] : []), plugin, fc.timeout(runMs)],
  });
}

/** Behind a path with several parts fast-check would go on with what it could have shrunk to instead. */
function onlyFirst(): fc.Plugin<unknown> {
  let runs = 0;
  return () => ({
    decorateRun: (next) => (value) => {
      runs += 1;
      return runs > 1 ? Promise.resolve(new fc.PreconditionFailure(true)) : next(value);
    },
  });
}

type Prepared = (Ready & { readonly kind: 'ready' }) | { readonly kind: 'refused'; readonly sentence: string };

function prepare(recipe: Recipe): Prepared {
  if (recipe.kind === 'malformed') {
    return { kind: 'refused', sentence: 'It is no race: a function, or { arbitrary: (fc) => …, test: (s, input) => … } was expected' };
  }
  const { arbitrary, test } = recipe;
  if (arbitrary === null) return { kind: 'ready', inputs: null, test };
  try {
    const inputs = arbitrary(fc);
    if (isArbitrary(inputs)) return { kind: 'ready', inputs, test };
    return { kind: 'refused', sentence: 'Its arbitrary(fc) did not return an arbitrary made with the fc it was given' };
  } catch (error) {
    return { kind: 'refused', sentence: `Its arbitrary(fc) failed: ${tellThrown(error)[0] ?? ''}` };
  }
}

function isArbitrary(value: unknown): value is fc.Arbitrary<unknown> {
  return typeof value === 'object' && value !== null && 'generate' in value && typeof value.generate === 'function';
}
