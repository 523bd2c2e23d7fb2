import type { Ending } from '../../model/ending.ts';
import type { RaceOutcome } from '../../model/race.ts';
import { printDuration } from '../../units/print.ts';
import { sayEnding } from '../../words.ts';
import type { Note } from './note.ts';
import type { RaceOrder } from './order.ts';
import { inconclusiveOutcome } from './outcome.ts';

/** How a process that tried races came to its end. */
export type Leaving =
  | { readonly kind: 'left'; readonly ending: Ending }
  /** Nothing was heard of it for so long, and it was ended. */
  | { readonly kind: 'silent'; readonly silentMs: number };

/** All that is left of such a process. */
export interface Traces {
  readonly notes: readonly Note[];
  /** `RACE RUN`, as it was last written; empty before the first. */
  readonly beat: string;
  readonly leaving: Leaving;
  /** What it printed last. */
  readonly output: readonly string[];
}

/** What is known after one process. */
export type Account =
  /** The module could not be imported. */
  | { readonly kind: 'unloaded'; readonly lines: readonly string[] }
  | {
      readonly kind: 'tried';
      /** All races of the module. */
      readonly names: readonly string[];
      /** Of those that were wanted and not yet dealt with; one at least. */
      readonly outcomes: readonly RaceOutcome[];
    };

const shownOutput = 10;

/** Makes sense of what a process has left behind, however it ended: whatever it was busy with then is what ended it. */
export function readAccount({ notes, beat, leaving, output }: Traces, { only, done, path }: RaceOrder): Account {
  const unloaded = notes.find((note) => note.kind === 'unloaded');
  if (unloaded !== undefined) return { kind: 'unloaded', lines: [...unloaded.lines, ...tellHint(unloaded.lines)] };
  const found = notes.find((note) => note.kind === 'found');
  if (found === undefined) return { kind: 'unloaded', lines: [sayLeaving(leaving, 'while it was imported'), ...tellOutput(output)] };

  const ended = notes.flatMap((note) => (note.kind === 'ended' ? [note.outcome] : []));
  const known = new Set([...done, ...ended.map(({ name }) => name)]);
  const missing = found.names.filter((name) => (only === null || name === only) && !known.has(name));
  const began = notes.flatMap((note) => (note.kind === 'began' ? [note.name] : []));
  // Where it ended before any race the first is taken for the one it ended in, so that no process comes to nothing.
  const cut = missing.find((name) => name === began.at(-1)) ?? (ended.length === 0 ? missing[0] : undefined);
  const outcomes = cut === undefined ? ended : [...ended, cutOutcome(cut, { notes, beat, leaving, output }, began.length, path)];
  return { kind: 'tried', names: found.names, outcomes };
}

/** A race that its process did not live through: broken where it had broken before, else nobody can tell. */
function cutOutcome(name: string, { notes, beat, leaving, output }: Traces, races: number, path: string): RaceOutcome {
  const early = notes.flatMap((note) => (note.kind === 'broke' && note.outcome.name === name ? [note.outcome] : [])).at(-1);
  if (early?.kind === 'broken') {
    return { ...early, evidence: [...early.evidence, sayLeaving(leaving, 'while the failure was made smaller'), ...tellOutput(output)] };
  }
  const [race = 0, run = -1] = beat.split(' ').map(Number);
  // Of an earlier race, or none of this one yet.
  if (race !== races || !Number.isSafeInteger(run) || run < 0) {
    return inconclusiveOutcome(name, 0, sayLeaving(leaving, 'before its first run'), tellOutput(output));
  }
  const where = path === '' ? `in run ${run + 1}` : 'again';
  return inconclusiveOutcome(name, run, sayLeaving(leaving, where), tellOutput(output), path === '' ? `${run}` : path);
}

function sayLeaving(leaving: Leaving, where: string): string {
  if (leaving.kind === 'silent') {
    return `Kept its process busy ${where}, and was ended after ${printDuration(leaving.silentMs)} without a sign: an endless loop?`;
  }
  const { ending } = leaving;
  // Nobody asked it to go. 13 is Node's own status for a module that awaits for ever at its top level.
  const isQuiet = ending.kind === 'exited' && (ending.code === 0 || ending.code === 13);
  const hint = isQuiet ? ': process.exit, or an await of what never comes' : '';
  return `Its process ${sayEnding(ending)} ${where}${hint}`;
}

function tellOutput(output: readonly string[]): readonly string[] {
  return output.length === 0 ? [] : ['it printed last:', ...output.slice(-shownOutput).map((line) => `  ${line}`)];
}

function tellHint(lines: readonly string[]): readonly string[] {
  const isTypeScript = lines.some((line) => /Unknown file extension "\.[cm]?ts"/.test(line));
  return isTypeScript ? ['this Node does not read TypeScript: take Node 22.18 or later, or give the compiled file'] : [];
}
