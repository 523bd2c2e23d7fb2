import type { Scenario } from './model/scenario.ts';
import { writeScenario, type Seek } from './property/text.ts';

/** How the user would have one scenario run again. */
export interface Again {
  /** Word after `on=` in the scenario, where the service is not the configuration's. */
  readonly on?: string;
  /** Options that lead to the same configuration. */
  readonly options: readonly string[];
}

/** The command line that runs a scenario again; with `seek`, to look for that beside stability. */
export function replayCommand(scenario: Scenario, { on, options }: Again, seek?: Seek): string {
  return ['npx plimsoll replay', `'${writeScenario(scenario, on, seek)}'`, ...options.map(quote)].join(' ');
}

/** A word as a POSIX shell takes it. */
export function quote(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
