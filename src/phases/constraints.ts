import { referenceScenario } from '../load/reference.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Finding } from '../model/finding.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { isItsOwnProof, judgeOrdeal, type Failing } from '../property/constraints.ts';
import { weighDown } from '../property/heavy-operations.ts';
import { constraintsFinding, worstOf, type Tried } from '../property/tell-constraints.ts';
import type { Rig } from '../rig.ts';
import type { Endured } from './ordeal.ts';
import { findSmallestOrdeal } from './smallest-ordeal.ts';
import { undergo, type Pressing } from './undergo.ts';

/** What came of all constraints, in the order of the settings. */
export interface PressureOutcome {
  readonly finding: Finding;
  readonly tried: readonly Tried[];
  /** The smallest load that broke under the gravest constraint; null where none broke. */
  readonly smallest: ClosedScenario | null;
}

/** The service is measured so long before a pressure, and under it. */
const [leastStageMs, mostStageMs] = [600, 2_000];
const warmupShare = 0.15;
/** What a constraint takes beside when all goes well: pressing, sockets that close, some windows to be sure of a recovery. */
const besidesMs = 1_800;
/** Stages, and what goes on between them. */
const stagesEach = 2.3;

/** Less is too little for one constraint. */
export const leastShareMs: number = stagesEach * leastStageMs + besidesMs;

/** Puts the service under one pressure after another and judges how it stands them. */
export async function putUnderPressure(pressing: Pressing): Promise<PressureOutcome> {
  const { settings, turns, shareMs, ground, world } = pressing;
  const beganMs = world.now();
  const stageMs = stageOf(shareMs, turns.length);
  const hasTime = (): boolean => world.now() - beganMs + stagesEach * stageMs + besidesMs <= shareMs;
  const outcomes: Tried[] = [];
  let isWell = true;
  let gone: string | null = null;
  for (const constraint of turns) {
    let why = gone ?? (hasTime() ? null : 'the time was up');
    // Whatever a pressure has left behind must not be blamed on the next.
    if (why === null && !isWell && (await ground.renew()) === null) why = gone = noneFresh;
    isWell = true;
    if (why !== null) {
      outcomes.push({ kind: 'untried', constraint, why });
      continue;
    }
    const outcome = await tryConstraint(constraint, loadUnder(constraint, stageMs, pressing), pressing);
    outcomes.push(outcome);
    world.interrupted.throwIfAborted();
    isWell = outcome.kind === 'held' || outcome.kind === 'retracted' || outcome.kind === 'not-permitted';
  }
  const tried = settings.under.flatMap((constraint) => outcomes.filter((outcome) => outcome.constraint === constraint));
  const worst = worstOf(tried);
  const leftMs = shareMs - (world.now() - beganMs);
  const smallest = worst === null || gone !== null ? null : await findSmallestOrdeal(worst.load, leftMs, pressing);
  const load = smallest?.scenario ?? worst?.load ?? null;
  const shown = load === null ? null : { users: load.users, told: smallest?.told ?? null, replay: pressing.replayCommand(load) };
  return { finding: constraintsFinding(tried, pressing.config.load.users.max, settings.limits, shown), tried, smallest: load };
}

const noneFresh = 'no fresh process of the service was to be had';

/** As long as all constraints have their turn, and one has it whatever there are. */
function stageOf(shareMs: number, constraints: number): number {
  const wantedMs = Math.min(shareMs / (5 * Math.max(1, constraints)), (shareMs - besidesMs) / stagesEach);
  return Math.floor(Math.min(mostStageMs, Math.max(leastStageMs, wantedMs)));
}

/** The reference load, of heavy operations where it is memory that is short. */
function loadUnder(constraint: Constraint, stageMs: number, { config, heavy, seed }: Pressing): ClosedScenario {
  const times = { warmupMs: Math.round(stageMs * warmupShare), durationMs: stageMs };
  const load = referenceScenario(config.load, config.operations, times, seed);
  return { ...load, mix: constraint.kind === 'memory' ? weighDown(load.mix, heavy) : load.mix, constraints: [constraint] };
}

/** One constraint; a failing that is no proof of itself is looked for again in a fresh process. */
async function tryConstraint(constraint: Constraint, load: ClosedScenario, pressing: Pressing): Promise<Tried> {
  const { settings, ground } = pressing;
  const rig = ground.current();
  const first = await undergo(load, rig, pressing);
  if (first.kind === 'not-permitted') return { kind: 'not-permitted', constraint, why: first.why };
  if (first.kind === 'unpressed') return { kind: 'untried', constraint, why: first.why };
  const { ordeal } = first;
  const how = sayHow(first, constraint, pressing);
  const stand = judgeOrdeal(ordeal, settings.limits);
  if (stand.kind === 'held') return { kind: 'held', constraint, how, ordeal, stand };
  if (stand.kind === 'inconclusive') return { kind: 'inconclusive', constraint, how, why: stand.why, gone: stand.gone };
  const { failing } = stand;
  if (isItsOwnProof(failing)) return { kind: 'broken', constraint, how, ordeal, failing, times: 1, load, said: lastWords(failing, rig) };
  const fresh = await ground.renew();
  return fresh === null
    ? { kind: 'unconfirmed', constraint, how, failing, why: noneFresh }
    : confirm(constraint, load, failing, fresh, pressing);
}

/** Looks for a failing again; any is as good as the same one. */
async function confirm(constraint: Constraint, load: ClosedScenario, failing: Failing, rig: Rig, pressing: Pressing): Promise<Tried> {
  const again = await undergo(load, rig, pressing);
  if (again.kind !== 'endured') return { kind: 'unconfirmed', constraint, how: '', failing, why: again.why };
  const { ordeal } = again;
  const how = sayHow(again, constraint, pressing);
  const stand = judgeOrdeal(ordeal, pressing.settings.limits);
  if (stand.kind === 'broken') {
    return { kind: 'broken', constraint, how, ordeal, failing: stand.failing, times: 2, load, said: lastWords(stand.failing, rig) };
  }
  return stand.kind === 'held'
    ? { kind: 'retracted', constraint, how, failing, ordeal, stand }
    : { kind: 'unconfirmed', constraint, how, failing, why: stand.why };
}

function sayHow({ how }: Endured, { kind }: Constraint, { heavy }: Pressing): string {
  return kind === 'memory' && heavy.length > 0 ? `${how}; ${heavy.join(', ')} as nine in ten operations` : how;
}

const linesShown = 5;

/** What it printed last before it died. */
function lastWords({ kind }: Failing, { service }: Rig): readonly string[] {
  return kind === 'crash' ? service.output().slice(-linesShown) : [];
}
