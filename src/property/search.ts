import * as fc from 'fast-check';
import { Fault } from '../fault.ts';
import type { Scenario } from '../model/scenario.ts';
import { openChance } from '../stats/chance.ts';
import { scenarioArbitrary } from './arbitrary.ts';
import { attempt, needed } from './confirm.ts';
import type { Attempt } from './confirm.ts';
import type { Given } from './given.ts';
import type { Measuring } from './measuring.ts';
import type { Quest } from './quest.ts';
import { leastOf } from './least.ts';
import { shrink } from './shrink.ts';
import type { Shrinking, Shrunk } from './shrink.ts';

/** What fast-check's run came to. */
export interface Search {
  readonly attempts: readonly Attempt[];
  /** What broke, and the smallest load that still does; null when nothing broke. */
  readonly found: { readonly broken: Extract<Attempt, { kind: 'broken' }>; readonly shrunk: Shrunk } | null;
  /** fast-check's path to the scenario that broke; the path the search began with when none did. */
  readonly path: string;
  /** True when the budget or an interruption ended it before all planned scenarios. */
  readonly cutShort: boolean;
  /** Scenarios it would have tried with all the time in the world. */
  readonly planned: number;
}

/** A generated scenario is begun only when there would be time to confirm its failure. */
const timesReserved = 1 + needed;
/** The stream of the seed that the bisections draw from. */
const shrinkStream = 0x5e17;

/**
 * Lets fast-check try the given scenarios, then generated ones, until one breaks, all held or the budget ends. One that broke is shrunk at
 * once: when that retracts it, the search goes on.
 */
export async function search(quest: Quest, given: Given, measuring: Measuring): Promise<Search> {
  const examples = [...given.earlier, ...given.edges];
  const planned = Math.max(quest.settings.scenarios, quest.path === '' ? examples.length : 1);
  const attempts: Attempt[] = [];
  const lost: { readonly error: unknown }[] = [];
  const chance = openChance(quest.seed, shrinkStream);
  const least = leastOf(quest);
  let found: Search['found'] = null;
  const tryOne = async (scenario: Scenario): Promise<Attempt> => {
    quest.onTrial?.(attempts.length, planned, '');
    const tried = await attempt(scenario, measuring, () => quest.onTrial?.(attempts.length, planned, '1 being confirmed'));
    if (tried.kind !== 'broken') return tried;
    const shrinking = await shrink(tried, least, measuring, chance, (note) => quest.onTrial?.(attempts.length + 1, planned, note));
    if (shrinking.kind === 'shrunk') found = { broken: tried, shrunk: shrinking.shrunk };
    return shrinking.kind === 'shrunk' ? tried : withdraw(tried, shrinking);
  };
  const property = fc.asyncProperty(scenarioArbitrary(quest), async (scenario) => {
    const tried = await tryOne(scenario).catch((error: unknown) => {
      // Not being able to measure is no counterexample: stop, and throw it once fast-check is out of the way.
      lost.push({ error });
      throw new fc.PreconditionFailure(true);
    });
    attempts.push(tried);
    const { kind } = tried;
    if (kind === 'inconclusive' || kind === 'unconfirmed') throw new fc.PreconditionFailure();
    return kind !== 'broken';
  });
  const mustStop = (scenario: Scenario): boolean => {
    const isGiven = quest.path === '' && attempts.length < examples.length;
    return !measuring.fits(scenario, isGiven ? 1 : timesReserved);
  };
  const details = await fc.check(property, {
    seed: quest.seed | 0,
    path: checkPath(quest.path),
    examples: examples.map((example): [Scenario] => [example]),
    numRuns: planned,
    // An inconclusive scenario is replaced by another, at most as often as there are scenarios.
    maxSkipsPerRun: 1,
    // fast-check's shrinking believes every measurement and moves along all axes at once; with noise that ends anywhere.
    // It only finds; confirm.ts and shrink.ts do the rest.
    endOnFailure: true,
    plugins: [stopWhen(([scenario]) => mustStop(scenario))],
  });
  const [failure] = lost;
  if (failure !== undefined) throw failure.error;
  return { attempts, found, path: details.counterexamplePath ?? quest.path, cutShort: details.interrupted, planned };
}

/** What broke and, measured more often, most likely does not. */
function withdraw(broken: Extract<Attempt, { kind: 'broken' }>, { kind, looks }: Exclude<Shrinking, { kind: 'shrunk' }>): Attempt {
  const { scenario, judgement, measurements } = broken;
  const reason = judgement.reasons[0];
  if (kind === 'retracted') return { kind, scenario, reason, measurements: measurements + looks };
  const why = `it broke in ${measurements} of ${measurements} measurements, but ${looks} more leave it open whether that was noise`;
  return { kind: 'unconfirmed', scenario, reason, why };
}

/** fast-check's own time limit reads the real clock and drops a running measurement; this one asks before each scenario. */
function stopWhen<T>(mustStop: (value: T) => boolean): fc.Plugin<T> {
  return () => ({
    decorateRun: (run) => (value) => (mustStop(value) ? Promise.resolve(new fc.PreconditionFailure(true)) : run(value)),
  });
}

/** Paths come from people: one that fast-check would choke on, or walk for ever, is refused. */
function checkPath(path: string): string {
  if (path === '' || /^\d{1,5}$/.test(path)) return path;
  throw new Fault('usage', { what: `Cannot begin at path "${path.slice(0, 40)}": expected the number that an earlier run reported.` });
}
