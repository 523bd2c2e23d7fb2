import * as fc from 'fast-check';
import type { Recipe } from './recipe.ts';
import { orderOf, tellSchedule } from './schedule.ts';
import { shorten } from './shorten.ts';
import { tellThrown } from './thrown.ts';

/** A race that can be tried: its inputs are there. */
export interface Ready {
  /** Null where it takes no input. */
  readonly inputs: fc.Arbitrary<unknown> | null;
  readonly test: Extract<Recipe, { kind: 'recipe' }>['test'];
}

/** A run that broke the race. */
export interface Example {
  /** What was wrong, and more lines about it. */
  readonly failure: readonly string[];
  /** It did not fail but never ended. */
  readonly isEndless: boolean;
  /** Null where the race takes none. */
  readonly input: string | null;
  readonly steps: readonly string[];
}

/** What was seen of all runs so far. */
export interface Seen {
  /** Different orders among the runs that held. */
  readonly orders: number;
  /** The most steps that there ever were to choose from. */
  readonly widest: number;
  /** The last run that broke it: while a failure is made smaller, the smallest so far. */
  readonly broken: Example | null;
  /** A run that the scheduler itself cannot end, which is no fault of what is raced. */
  readonly stuck: Example | null;
}

/** Hears of runs at once: the process may end in any of them. */
export interface Listener {
  /** A run begins: the n-th, from 0. */
  readonly begin: (run: number) => void;
  /** The first failure, before it is made smaller. */
  readonly broke: (example: Example, run: number) => void;
}

/** A race as fast-check runs it, with an eye on every run. */
export interface Watch {
  readonly property: fc.IAsyncProperty<unknown>;
  /** Goes around the time limit of one run. */
  readonly plugin: fc.Plugin<unknown>;
  readonly seen: () => Seen;
  /** What goes on after the search is no longer heard. */
  readonly close: () => void;
}

/** One run while it goes on. */
interface Run {
  scheduler: fc.Scheduler | null;
  input: unknown;
  /** What is wrong with the race's answer. */
  said: string | null;
  settled: boolean;
  /** Nobody waits for it any more. */
  isOver: boolean;
}

/**
 * Each run draws the seed of its scheduler. A scheduler that is generated beside the input is cloned while that is made smaller, and the clones go on
 * with one another's choices (fast-check 4.10.2): the path that is reported would lead to another order.
 */
const orderSeeds = fc.noShrink(fc.noBias(fc.integer()));

/** A smaller input may break in another order only: so many are tried of each. */
const ordersOfSmaller = 10;
/** From one of them to the next; odd, so that none comes twice. */
const nextOrder = 0x9e3779b1;

const longestInput = 1_000;
const mostOrders = 100_000;
const endless = 'it never ends: no step is left that could go on (a deadlock), or it waits for something that is not scheduled';

/**
 * Makes the property of a race. Nothing but fast-check's scheduler decides in which order its steps go on. `path` is the one that is replayed, or empty: with
 * several parts it leads to an input that was made smaller.
 */
export function watchRace({ inputs, test }: Ready, path: string, listener: Listener): Watch {
  let run = newRun();
  let begun = 0;
  let widest = 0;
  let broken: Example | null = null;
  let stuck: Example | null = null;
  let isOpen = true;
  const orders = new Set<string>();
  const schedulers = fc.scheduler({
    act: (release) => {
      widest = Math.max(widest, waitingSteps(run));
      return release();
    },
  });
  /** Whether the race held in one order. */
  const holds = async (mine: Run, orderSeed: number, input: unknown): Promise<boolean> => {
    const [scheduler] = fc.sample(schedulers, { seed: orderSeed, numRuns: 1 });
    if (scheduler === undefined) throw new Error('no scheduler came of its seed');
    [mine.scheduler, mine.input] = [scheduler, input];
    const answer = await (inputs === null ? test(scheduler, fc) : test(scheduler, input, fc));
    mine.said = tellAnswer(answer);
    return mine.said === null;
  };
  const property = fc.asyncProperty(orderSeeds, inputs ?? fc.constant(undefined), async (orderSeed, input) => {
    const mine = run;
    const isSmaller = broken !== null || path.includes(':');
    const tries = isSmaller && inputs !== null ? ordersOfSmaller : 1;
    try {
      for (let order = 0; order < tries && !mine.isOver; order += 1) {
        if (!(await holds(mine, (orderSeed + order * nextOrder) | 0, input))) return false;
      }
      return true;
    } finally {
      mine.settled = true;
    }
  });
  const plugin: fc.Plugin<unknown> = () => ({
    decorateRun: (next) => async (value) => {
      const mine = newRun();
      const number = begun;
      run = mine;
      begun += 1;
      listener.begin(number);
      const out = await next(value);
      mine.isOver = true;
      if (!isOpen || fc.PreconditionFailure.isFailure(out)) return out;
      if (out === null) {
        if (orders.size < mostOrders) orders.add(orderOf(mine.scheduler?.report() ?? []));
        return out;
      }
      const example = exampleOf(mine, out.error, inputs !== null);
      // Another kind of failure than the one that is made smaller: maybe all its orders together only took too long.
      if (broken !== null && example.isEndless && !broken.isEndless) return new fc.PreconditionFailure();
      if (example.isEndless && waitingSteps(mine) > 0) {
        stuck = example;
        return new fc.PreconditionFailure(true);
      }
      if (broken === null) listener.broke(example, number);
      broken = example;
      return out;
    },
  });
  return {
    property,
    plugin,
    seen: () => ({ orders: orders.size, widest, broken, stuck }),
    close: () => {
      isOpen = false;
    },
  };
}

function newRun(): Run {
  return { scheduler: null, input: undefined, said: null, settled: false, isOver: false };
}

function waitingSteps({ scheduler }: Run): number {
  return scheduler?.count() ?? 0;
}

/** What is wrong with an answer; null where it says that the race held. */
function tellAnswer(answer: unknown): string | null {
  if (answer === undefined || answer === true) return null;
  return answer === false ? 'it returned false' : `it returned ${shorten(fc.stringify(answer), 100)}: true, false or nothing was expected`;
}

function exampleOf({ scheduler, input, said, settled }: Run, error: unknown, hasInput: boolean): Example {
  return {
    isEndless: !settled,
    failure: settled ? (said === null ? tellThrown(error) : [said]) : [endless],
    input: hasInput ? shorten(fc.stringify(input), longestInput) : null,
    steps: tellSchedule(scheduler?.report() ?? []),
  };
}
