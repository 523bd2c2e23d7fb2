import type { Config } from '../config/schema.ts';
import type { Constraint } from '../model/constraint.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { ConstraintSettings } from '../property/constraint-settings.ts';
import type { Rig } from '../rig.ts';
import type { NotPermitted } from '../service/pressure/press.ts';
import { writeConstraint } from '../units/constraint.ts';
import type { World } from '../world.ts';
import { endure, type Endured, type Unpressed } from './ordeal.ts';

/** The process that is put under pressure, and how another comes in its place. */
export interface Ground {
  current(): Rig;
  /** Stops the present process and starts a fresh one; null when none is to be had, and then there may be no process any more. */
  renew(): Promise<Rig | null>;
  /** The present process is about to be put under pressure: what becomes of it is told here, and nowhere else. */
  excuse(): void;
}

/** What putting a service under pressure needs. */
export interface Pressing {
  readonly config: Config;
  readonly settings: ConstraintSettings;
  /** Unsigned 32-bit. */
  readonly seed: number;
  /** In which order the constraints are tried. */
  readonly turns: readonly Constraint[];
  /** Operations that take the most memory; those the service is asked for while its memory is limited. */
  readonly heavy: readonly string[];
  /** For all constraints together. It is overrun by what is needed to see a failing again, and to make its load smaller. */
  readonly shareMs: number;
  readonly ground: Ground;
  /** The command that runs a scenario again. */
  readonly replayCommand: (scenario: ClosedScenario) => string;
  readonly world: World;
  /** Hears what goes on, such as `cpu=1core+hog: under it`. */
  readonly onMove?: (detail: string, progress: LoadProgress) => void;
}

/** Puts a process under the constraints of a load. */
export function undergo(load: ClosedScenario, rig: Rig, pressing: Pressing): Promise<Endured | Unpressed | NotPermitted> {
  const { config, settings, ground, world, onMove } = pressing;
  const constraints = load.constraints ?? [];
  const name = constraints.map(writeConstraint).join(',');
  return endure(constraints, rig, {
    config,
    limits: settings.limits,
    load,
    world,
    onPress: () => ground.excuse(),
    onMove: (stage, progress) => onMove?.(`${name}: ${stage}`, progress),
  });
}
