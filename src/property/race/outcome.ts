import type { RaceOutcome } from '../../model/race.ts';
import type { Example } from './watch.ts';

/** Where a failure was found, and what is known of it. */
export interface Found {
  /** The run, from 0, of so many that were asked for. */
  readonly run: number;
  readonly runs: number;
  /** Leads to it. */
  readonly path: string;
  /** Whether this run alone was asked for. */
  readonly isReplay: boolean;
  /** How often it was made smaller. */
  readonly numShrinks?: number;
  /** Whether the time was up before it was at its smallest. */
  readonly interrupted?: boolean;
  /** Whether it broke once more in the same order. */
  readonly repeats?: boolean;
}

/** The race held. */
export function heldOutcome(name: string, runs: number, sentence: string, evidence: readonly string[]): RaceOutcome {
  return { kind: 'held', name, sentence, runs, evidence };
}

/** Nobody can tell; `path` leads to the run in which it ended. */
export function inconclusiveOutcome(
  name: string,
  runs: number,
  sentence: string,
  evidence: readonly string[] = [],
  path?: string,
): RaceOutcome {
  return { kind: 'inconclusive', name, sentence, runs, evidence, ...(path === undefined ? {} : { path }) };
}

/** The scheduler cannot go on, and that is how the race is written. */
export function stuckOutcome(name: string, runs: number, { input, steps }: Example): RaceOutcome {
  const sentence =
    'It stopped with steps that nobody lets through: wait with `await s.waitFor(…)`, and schedule no step that waits for another one itself';
  return inconclusiveOutcome(name, runs, sentence, tellExample(input, steps));
}

/** The race broke: in which run, by what, with which input and in which order of its steps. */
export function brokenOutcome(name: string, { failure, input, steps }: Example, found: Found): RaceOutcome {
  const { run, runs, path, isReplay, numShrinks = 0, interrupted = false, repeats = true } = found;
  const [first = '', ...more] = failure;
  const smaller = numShrinks === 0 ? [] : [`made smaller ${numShrinks === 1 ? 'once' : `${numShrinks} times`}`];
  const cut = interrupted ? ['the time was up before it was at its smallest'] : [];
  const chance = repeats
    ? []
    : [
        'it did not break when the same was tried again: something beside the scheduler decides too, such as time, chance or what earlier runs left behind',
      ];
  return {
    kind: 'broken',
    name,
    sentence: isReplay ? `Broke again: ${first}` : `Broke in run ${run + 1} of ${runs}: ${first}`,
    runs: run + 1,
    evidence: [...more, ...tellExample(input, steps), ...smaller, ...cut, ...chance],
    path,
  };
}

function tellExample(input: string | null, steps: readonly string[]): readonly string[] {
  const given = input === null ? [] : [`input: ${input}`];
  if (steps.length === 0) return [...given, 'no step was scheduled'];
  return [...given, 'steps in the order they went on, #n being the n-th that was asked for:', ...steps.map((step) => `  ${step}`)];
}
