import { join } from 'node:path';
import { decideBudget } from '../config/doctor.ts';
import { examineMachine } from '../doctor.ts';
import { readRunner } from '../monitor/runner.ts';
import { narrate } from '../narrate.ts';
import { tellCheckup } from '../report/checkup.ts';
import { tellCheckupJson } from '../report/checkup-json.ts';
import { writeDuration } from '../units/print.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';
import { type Console, stageFor } from './console.ts';

export interface DoctorOptions {
  readonly budget: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Says whether this machine is fit to measure on; exit status 3 when it is not. */
export async function doctor(options: DoctorOptions, world: World, console: Console): Promise<number> {
  const budgetMs = decideBudget(options.budget);
  const runner = readRunner(world);
  const title = `plimsoll ${version} · doctor · ${runner.cpuModel} ×${runner.cores} · budget ${writeDuration(budgetMs)}`;
  using narrator = narrate(title, stageFor(console, options.quiet === true, world.environment['GITHUB_ACTIONS'] === 'true'));
  const instant = [process.execPath, join(world.bundles, 'instant.js')] as const;
  const { checkup, fitness } = await examineMachine({ budgetMs, runner, instant }, world, narrator.tell);
  narrator[Symbol.dispose]();
  console.out(
    options.json === true ? tellCheckupJson(fitness, checkup) : tellCheckup(fitness, { colour: console.colour, width: console.width }),
  );
  return fitness.kind === 'unfit' ? 3 : 0;
}
