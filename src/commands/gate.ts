import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Place } from '../baseline/open.ts';
import type { Permission } from '../baseline/remember.ts';
import { readLocalSource } from '../baseline/source.ts';
import type { Config } from '../config/schema.ts';
import { Fault } from '../fault.ts';
import type { Again } from '../again.ts';
import { gate, type Gated, type GateOptions } from '../gate.ts';
import { readRunner } from '../monitor/runner.ts';
import { narrate, type Stage } from '../narrate.ts';
import { writeOut } from '../out.ts';
import { tellJson } from '../report/json.ts';
import { tellTerminal } from '../report/terminal.ts';
import { environmentsIn, seal, secretsOf } from '../seal.ts';
import type { Tell } from '../story.ts';
import { writeDuration } from '../units/print.ts';
import { version } from '../version.ts';
import { sayCpu } from '../words.ts';
import type { World } from '../world.ts';
import { type CommonOptions, type Console, stageFor } from './console.ts';
import { decideSeed } from './seed.ts';

/** What distinguishes one gating command from another. */
export interface GateCommand {
  readonly config: Config;
  readonly options: CommonOptions;
  /** Most that this command may write into the baseline. */
  readonly mayKeep: Permission;
  readonly again: Again;
}

/** Runs the gate and tells its verdict; resolves to the exit status. */
export async function runGate({ config, options, mayKeep, again }: GateCommand, world: World, console: Console): Promise<number> {
  const inActions = world.environment['GITHUB_ACTIONS'] === 'true';
  const runner = readRunner(world);
  const out = await prepareOut(options.out, world);
  const { source, permission } = await readLocalSource(world.directory, config.baseline.branch, world);
  const title = `plimsoll ${version} · ${config.suite} · ${sayCpu(runner)} · budget ${writeDuration(config.budgetMs)}`;
  const asked: GateOptions = {
    config,
    seed: decideSeed(options.seed, world),
    path: options.path ?? '',
    source,
    runner,
    place: placeOf(config.suite, source.repository, world),
    permission: mayKeep === 'nothing' ? 'nothing' : permission,
    again,
    standing: { pullRequest: null, defaultBranch: config.baseline.branch, overlook: out === null ? [] : [out] },
    findFurther: async () => ({ accepted: [], notes: [] }),
  };
  const gated = await narrated(title, stageFor(console, options.quiet === true, inActions), (tell) => gate(asked, world, tell));
  const secrets = secretsOf(world.environment, ...environmentsIn(config));
  return tellVerdict(seal(gated, secrets), { json: options.json === true, out }, console);
}

async function narrated<T>(title: string, stage: Stage, act: (tell: Tell) => Promise<T>): Promise<T> {
  using narrator = narrate(title, stage);
  return await act(narrator.tell);
}

/** Prints the verdict, writes the files asked for, and gives the exit status. The verdict comes first: no full disk may lose it. */
export async function tellVerdict(gated: Gated, asked: { json: boolean; out: string | null }, console: Console): Promise<number> {
  const { run, verdict, keeping } = gated;
  console.out(asked.json ? tellJson(verdict) : tellTerminal(run, verdict, { colour: console.colour }));
  if (run.policy.compare.with !== 'none') console.err(`${keeping.sentence}\n`);
  if (asked.out !== null) {
    const written = await writeOut(asked.out, run, verdict);
    console.err(written.kind === 'written' ? `report: ${written.files.html}\n` : `${written.sentence}\n`);
  }
  return verdict.blocks ? 1 : 0;
}

/** Makes the folder of `--out` before anything is measured, so that a wrong one costs no run. */
export async function prepareOut(out: string | undefined, { directory }: World): Promise<string | null> {
  if (out === undefined) return null;
  const folder = resolve(directory, out);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return folder;
  } catch (cause) {
    throw new Fault('usage', { what: `Cannot write into ${folder}. Give --out a folder you may write to.` }, cause);
  }
}

/** Where a baseline of this suite lies on a machine of one's own. */
export function placeOf(suite: string, repository: string, { directory }: World): Place {
  return { suite, repository, runKey: '', directory: resolve(directory, '.plimsoll') };
}
