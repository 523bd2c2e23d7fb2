import { resolve } from 'node:path';
import type { Place } from '../baseline/open.ts';
import type { Permission } from '../baseline/remember.ts';
import { readLocalSource } from '../baseline/source.ts';
import type { Config } from '../config/schema.ts';
import { gate, type Gated } from '../gate.ts';
import { readRunner } from '../monitor/runner.ts';
import { narrate } from '../narrate.ts';
import { writeOut } from '../out.ts';
import { tellJson } from '../report/json.ts';
import { tellTerminal } from '../report/terminal.ts';
import { seal } from '../seal.ts';
import { writeDuration } from '../units/print.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';
import { type CommonOptions, type Console, stageFor } from './console.ts';
import { decideSeed } from './seed.ts';

/** What distinguishes one gating command from another. */
export interface GateCommand {
  readonly config: Config;
  readonly options: CommonOptions;
  /** Most that this command may write into the baseline. */
  readonly mayKeep: Permission;
  /** Marks replayed scenarios of a service that is not the configuration's. */
  readonly on?: string;
}

/** Runs the gate and tells its verdict; resolves to the exit status. */
export async function runGate({ config, options, mayKeep, on }: GateCommand, world: World, console: Console): Promise<number> {
  const inActions = world.environment['GITHUB_ACTIONS'] === 'true';
  const runner = readRunner(world);
  const { source, permission } = await readLocalSource(world.directory, config.baseline.branch);
  const title = `plimsoll ${version} · ${config.suite} · ${runner.cpuModel} ×${runner.cores} · budget ${writeDuration(config.budgetMs)}`;
  using narrator = narrate(title, stageFor(console, options.quiet === true, inActions));
  const gated = await gate(
    {
      config,
      seed: decideSeed(options.seed, world),
      source,
      runner,
      place: placeOf(config.suite, source.repository, world),
      permission: mayKeep === 'nothing' ? 'nothing' : permission,
      ...(on === undefined ? {} : { on }),
    },
    world,
    narrator.tell,
  );
  narrator[Symbol.dispose]();
  return tellVerdict(gated, options, world, console);
}

/** Writes the files asked for, prints the verdict, and gives the exit status. */
export async function tellVerdict(gated: Gated, { json, out }: CommonOptions, world: World, console: Console): Promise<number> {
  const { run, verdict, keeping } = seal(gated, world.environment);
  if (out !== undefined) {
    const files = await writeOut(resolve(world.directory, out), run, verdict);
    console.err(`report: ${files.html}\n`);
  }
  if (keeping.kind === 'kept') console.err(`${keeping.sentence}\n`);
  const text = json === true ? tellJson(verdict) : tellTerminal(run, verdict, { colour: console.colour });
  console.out(text);
  return verdict.blocks ? 1 : 0;
}

/** Where a baseline of this suite lies on a machine of one's own. */
export function placeOf(suite: string, repository: string, { directory }: World): Place {
  return { suite, repository, runKey: '', directory: resolve(directory, '.plimsoll') };
}
