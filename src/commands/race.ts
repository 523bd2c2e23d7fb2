import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { quote } from '../again.ts';
import { Fault } from '../fault.ts';
import type { Race, RaceKind, RaceOutcome, RaceReport } from '../model/race.ts';
import { narrate } from '../narrate.ts';
import { isPath } from '../property/race/note.ts';
import { patience, raceModule, type Raced } from '../race.ts';
import { oneLine } from '../report/line.ts';
import { tellRaces, tellRacesJson } from '../report/race.ts';
import { redactAll } from '../report/redact.ts';
import { secretsOf } from '../seal.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';
import { type CommonOptions, type Console, stageFor } from './console.ts';
import { decideSeed } from './seed.ts';

/** Options of `race`, as text. */
export interface RaceOptions extends Pick<CommonOptions, 'json' | 'quiet' | 'seed' | 'path'> {
  readonly runs?: string;
  readonly only?: string;
}

const usualRuns = 200;
const mostRuns = 100_000;
/** A run takes no time but what it waits for, so one that lasts has got stuck. */
const runMs = 2_000;
/** What the runs of one race may take: ten seconds for making a failure smaller, and more for who asks for more. */
const raceMs = { least: 10_000, perRun: 5 } as const;
const longestName = 200;

/** 1 when a race broke, 3 when one could not be told; 2, a fault, when there is nothing to try. */
const statuses: Readonly<Record<RaceKind, number>> = { held: 0, broken: 1, inconclusive: 3 };

/** Tries the races of a user's module; gives the exit status. */
export async function race(file: string, options: RaceOptions, world: World, console: Console): Promise<number> {
  const runs = decideRuns(options.runs);
  const seed = decideSeed(options.seed, world);
  const path = decidePath(options);
  const found = resolve(world.directory, file);
  if (!(await isFile(found))) throw new Fault('usage', { what: `There is no file ${oneLine(file, longestName)}.` });
  const order = { file: found, runs, seed, path, only: options.only ?? null, runMs, raceMs: raceMs.least + raceMs.perRun * runs };

  const title = `plimsoll ${version} · race · ${oneLine(file, longestName)}`;
  using narrator = narrate(title, stageFor(console, options.quiet === true, world.environment['GITHUB_ACTIONS'] === 'true'));
  const raced = await raceModule(order, patience, world);
  narrator[Symbol.dispose]();
  const report = redactAll(sumUp(raced, file, seed, order.only), secretsOf(world.environment));
  console.out(options.json === true ? tellRacesJson(report) : tellRaces(report, { colour: console.colour, width: console.width }));
  return statuses[report.kind];
}

function decideRuns(text: string | undefined): number {
  if (text === undefined) return usualRuns;
  const runs = Number(text);
  if (/^\d{1,6}$/.test(text) && runs >= 1 && runs <= mostRuns) return runs;
  throw new Fault('usage', { what: `--runs takes a whole number from 1 to ${mostRuns}, not \`${oneLine(text, 40)}\`.` });
}

function decidePath({ path, seed, only }: RaceOptions): string {
  if (path === undefined) return '';
  if (!isPath(path))
    throw new Fault('usage', { what: `--path takes what an earlier run printed, such as 16:0:2, not \`${oneLine(path, 40)}\`.` });
  if (seed === undefined || only === undefined) {
    throw new Fault('usage', { what: '--path leads to one run of one race: give --seed and --only with it, as the report prints them.' });
  }
  return path;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function sumUp(raced: Raced, file: string, seed: number, only: string | null): RaceReport {
  switch (raced.kind) {
    case 'missing':
      throw new Fault('usage', { what: sayMissing(raced.names, file, only) });
    case 'unloaded': {
      const [first = '', ...evidence] = raced.lines;
      return { kind: 'inconclusive', sentence: `${file} could not be imported: ${first}`, file, seed, evidence, races: [] };
    }
    case 'raced': {
      const races = raced.outcomes.map((outcome) => withReplay(outcome, file, seed));
      return { ...sayAll(races), file, seed, evidence: [], races };
    }
    default:
      return raced satisfies never;
  }
}

function sayMissing(names: readonly string[], file: string, only: string | null): string {
  const where = oneLine(file, longestName);
  if (names.length === 0) {
    return `${where} exports no races. Export \`races = { 'what must hold': async (s) => … }\`, or functions whose names begin with race, as in raceTwoAdds.`;
  }
  const listed = names.slice(0, 20).map((name) => `\n  ${oneLine(name, longestName)}`);
  return `${where} has no race \`${oneLine(only ?? '', longestName)}\`. It has:${listed.join('')}`;
}

function sayAll(races: readonly Race[]): Pick<RaceReport, 'kind' | 'sentence'> {
  const of = (kind: RaceKind): number => races.filter((each) => each.kind === kind).length;
  const all = `${races.length} ${races.length === 1 ? 'race' : 'races'}`;
  if (of('broken') > 0) return { kind: 'broken', sentence: `${of('broken')} of ${all} broke` };
  if (of('inconclusive') > 0) return { kind: 'inconclusive', sentence: `${of('inconclusive')} of ${all} could not be told` };
  return { kind: 'held', sentence: races.length === 1 ? 'The race held' : `All ${all} held` };
}

/** With the command that tries the telling run again, unless the race has a name that cannot be shown as it is. */
function withReplay(outcome: RaceOutcome, file: string, seed: number): Race {
  const { kind, name, sentence, runs, evidence } = outcome;
  const told = { kind, name, sentence, runs, evidence };
  if (outcome.kind === 'held' || outcome.path === undefined || [name, file].some((text) => oneLine(text, longestName) !== text))
    return told;
  const words = [file, '--only', name, '--seed', `${seed}`, '--path', outcome.path];
  return { ...told, replay: `npx plimsoll race ${words.map(quote).join(' ')}` };
}
