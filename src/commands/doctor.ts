import { join } from 'node:path';
import { boundBudget, decideBudget } from '../config/doctor.ts';
import type { Config } from '../config/schema.ts';
import { compareCopies, machineShareMs } from '../copies.ts';
import { examineMachine } from '../doctor.ts';
import { Fault } from '../fault.ts';
import type { Sensitivity } from '../model/sensitivity.ts';
import { readRunner } from '../monitor/runner.ts';
import { narrate } from '../narrate.ts';
import { tellCheckup } from '../report/checkup.ts';
import { tellCheckupJson } from '../report/checkup-json.ts';
import { redactAll } from '../report/redact.ts';
import { environmentsIn, secretsOf } from '../seal.ts';
import type { Tell } from '../story.ts';
import { writeDuration } from '../units/print.ts';
import { version } from '../version.ts';
import { sayCpu } from '../words.ts';
import type { World } from '../world.ts';
import { type ConfigOptions, findConfigIfAny } from './config.ts';
import { type Console, stageFor } from './console.ts';

export interface DoctorOptions extends ConfigOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Says whether this machine is fit to measure on and, where there is a configuration, what a comparison of its service would see here.
 * Exit status 3 when the machine is unfit, or the service could not be measured.
 */
export async function doctor(options: DoctorOptions, world: World, console: Console): Promise<number> {
  const config = await findConfigIfAny(options, world);
  const budgetMs = config === null ? decideBudget(options.budget) : boundBudget(machineShareMs(config.budgetMs));
  const runner = readRunner(world);
  const title = `plimsoll ${version} · doctor · ${sayCpu(runner)} · budget ${writeDuration(config?.budgetMs ?? budgetMs)}`;
  using narrator = narrate(title, stageFor(console, options.quiet === true, world.environment['GITHUB_ACTIONS'] === 'true'));
  const instant = [process.execPath, join(world.bundles, 'instant.js')] as const;
  const { checkup, fitness } = await examineMachine({ budgetMs, runner, instant }, world, narrator.tell);
  const { service, fault } = await examineService(config, world, narrator.tell);
  narrator[Symbol.dispose]();
  const told = redactAll(service, secretsOf(world.environment, ...(config === null ? [] : environmentsIn(config))));
  console.out(
    options.json === true
      ? tellCheckupJson(fitness, checkup, told)
      : tellCheckup(fitness, told, { colour: console.colour, width: console.width }),
  );
  // The machine's part stands; what the service printed belongs to the fault.
  if (fault !== null) throw fault;
  return fitness.kind === 'unfit' || service.kind === 'failed' ? 3 : 0;
}

interface Examined {
  readonly service: Sensitivity;
  /** Why it could not be started. */
  readonly fault: Fault | null;
}

async function examineService(config: Config | null, world: World, tell: Tell): Promise<Examined> {
  if (config === null) return { service: { kind: 'unasked' }, fault: null };
  try {
    return { service: await compareCopies(config, world, tell), fault: null };
  } catch (error) {
    world.interrupted.throwIfAborted();
    if (!(error instanceof Fault)) throw error;
    return { service: { kind: 'failed', sentence: error.message }, fault: error };
  }
}
