import type { Config } from '../config/schema.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Finding } from '../model/finding.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { ConstraintSettings } from '../property/constraint-settings.ts';
import { isItsOwnProof, judgeOrdeal, type Failing } from '../property/constraints.ts';
import { constraintsFinding, type Tried } from '../property/tell-constraints.ts';
import type { Rig } from '../rig.ts';
import type { NotPermitted } from '../service/pressure/press.ts';
import { writeConstraint } from '../units/constraint.ts';
import type { World } from '../world.ts';
import { endure, type Endured } from './ordeal.ts';

/** The process that is put under pressure, and how another comes in its place. */
export interface Ground {
  current(): Rig;
  /** Stops the present process and starts a fresh one; null when none is to be had, and then there may be no process any more. */
  renew(): Promise<Rig | null>;
}

/** What putting a service under pressure needs. */
export interface Pressing {
  readonly config: Config;
  readonly settings: ConstraintSettings;
  /** Unsigned 32-bit. */
  readonly seed: number;
  /** For all constraints together; the last of them may overrun it by the time that a recovery may take. */
  readonly shareMs: number;
  readonly ground: Ground;
  readonly world: World;
  /** Hears what goes on, such as `cpu=1core+hog: under it`. */
  readonly onMove?: (detail: string, progress: LoadProgress) => void;
}

/** What came of all constraints, in their order. */
export interface PressureOutcome {
  readonly finding: Finding;
  readonly tried: readonly Tried[];
}

/** The service is measured so long before a pressure, and under it. */
const [leastStageMs, mostStageMs] = [600, 2_000];
/** What a constraint takes beside when all goes well: pressing, sockets that close, some windows to be sure of a recovery. */
const besidesMs = 1_800;

/** Puts the service under one pressure after another and judges how it stands them. */
export async function putUnderPressure(pressing: Pressing): Promise<PressureOutcome> {
  const { config, settings, shareMs, ground, world } = pressing;
  const beganMs = world.now();
  const stageMs = stageOf(shareMs, settings.under.length);
  const hasTime = (): boolean => world.now() - beganMs + 2.3 * stageMs + besidesMs <= shareMs;
  const tried: Tried[] = [];
  let gone: string | null = null;
  for (const constraint of settings.under) {
    const why = gone ?? (hasTime() ? null : 'the time was up');
    if (why !== null) {
      tried.push({ kind: 'untried', constraint, why });
      continue;
    }
    const outcome = await tryConstraint(constraint, stageMs, hasTime, pressing);
    tried.push(outcome);
    world.interrupted.throwIfAborted();
    // Whatever a pressure has left behind must not be blamed on the next.
    const isWell = outcome.kind === 'held' || outcome.kind === 'retracted' || outcome.kind === 'not-permitted';
    const isLast = tried.length === settings.under.length;
    if (!isWell && !isLast && (await ground.renew()) === null) gone = noneFresh;
  }
  return { finding: constraintsFinding(tried, config.load.users.max, settings.limits), tried };
}

const noneFresh = 'no fresh process of the service was to be had';

function stageOf(shareMs: number, constraints: number): number {
  return Math.round(Math.min(mostStageMs, Math.max(leastStageMs, shareMs / (5 * Math.max(1, constraints)))));
}

/** One constraint; a failing that is no proof of itself is looked for again in a fresh process. */
async function tryConstraint(constraint: Constraint, stageMs: number, hasTime: () => boolean, pressing: Pressing): Promise<Tried> {
  const { settings, ground } = pressing;
  const first = await once(constraint, stageMs, ground.current(), pressing);
  if (first.kind === 'not-permitted') return { kind: 'not-permitted', constraint, why: first.why };
  const { how, ordeal } = first;
  const stand = judgeOrdeal(ordeal, settings.limits);
  if (stand.kind === 'held') return { kind: 'held', constraint, how, ordeal, stand };
  if (stand.kind === 'inconclusive') return { kind: 'inconclusive', constraint, how, why: stand.why };
  const { failing } = stand;
  if (isItsOwnProof(failing)) return { kind: 'broken', constraint, how, ordeal, failing, times: 1 };
  const doubt = (why: string): Tried => ({ kind: 'unconfirmed', constraint, how, failing, why });
  if (!hasTime()) return doubt('there was no time to see it again');
  const fresh = await ground.renew();
  return fresh === null ? doubt(noneFresh) : confirm(constraint, stageMs, failing, fresh, pressing);
}

/** Looks for a failing again; any is as good as the same one. */
async function confirm(constraint: Constraint, stageMs: number, failing: Failing, fresh: Rig, pressing: Pressing): Promise<Tried> {
  const again = await once(constraint, stageMs, fresh, pressing);
  if (again.kind === 'not-permitted') return { kind: 'unconfirmed', constraint, how: '', failing, why: again.why };
  const { how, ordeal } = again;
  const stand = judgeOrdeal(ordeal, pressing.settings.limits);
  if (stand.kind === 'broken') return { kind: 'broken', constraint, how, ordeal, failing: stand.failing, times: 2 };
  return stand.kind === 'held'
    ? { kind: 'retracted', constraint, how, failing, ordeal, stand }
    : { kind: 'unconfirmed', constraint, how, failing, why: stand.why };
}

function once(constraint: Constraint, stageMs: number, rig: Rig, pressing: Pressing): Promise<Endured | NotPermitted> {
  const { config, settings, seed, world, onMove } = pressing;
  const tell = (stage: string, progress: LoadProgress): void => onMove?.(`${writeConstraint(constraint)}: ${stage}`, progress);
  return endure(constraint, rig, { config, limits: settings.limits, seed, stageMs, world, onMove: tell });
}
