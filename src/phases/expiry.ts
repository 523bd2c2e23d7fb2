import { expiryOf } from '../driver/expiry.ts';
import { findTrouble } from '../load/self-check.ts';
import type { Finding } from '../model/finding.ts';
import type { LoadProgress, Observation } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { ClosedScenario, OpenScenario } from '../model/scenario.ts';
import type { CacheTurn } from '../property/cache.ts';
import type { CacheLimits } from '../property/cache-settings.ts';
import { judgeStorm, type StormJudged, type StormLoad } from '../property/expiry.ts';
import type { Rig, RigRun } from '../rig.ts';
import { printDuration } from '../units/print.ts';
import type { World } from '../world.ts';

/** What came of letting many entries expire at once. */
export interface Stormed {
  /** Null where nothing was judged. */
  readonly judged: StormJudged | null;
  readonly evidence: readonly string[];
  readonly loads: number;
}

/** Of a life, for writing all that then ends together. */
const writingShare = 1 / 3;
const [leastWritingMs, mostWritingMs] = [50, 500];
/** Who lives shorter is gone before there was time to look. */
const leastLifeMs = 250;
/** A server may take a while to clear away what has expired. */
const clearingMs = 250;
/** What a load takes beside its time, to begin and to end: at least so much, and longer where lives leave room for it. */
const [leastAroundMs, aroundShare] = [60, 0.15];
/** A busy machine may be late once or twice, and a storm is short. */
const tries = 3;
/** For answers that were asked for in a storm and come after it. */
const patienceMs = 1_000;
/** Of what users who do not rest get done: what is asked for while entries expire. */
const askingShare = 0.3;
const loadsOfStorm = 3;
/** Each entry is written about so often, so that hardly one is missing before they expire. */
const writesAnEntry = 5;

/**
 * Writes many entries at once and loads the cache just before they expire, and as they do:
 *
 *   | write |  …  | before |   | during the storm |
 *   0     life/3           ^ life
 *
 * Only where operations say how long what they write lives, and no longer than `mostMs`. What does not hold is measured again.
 */
export async function letExpire(
  found: ClosedScenario,
  cached: readonly Operation[],
  turns: readonly CacheTurn[],
  limits: CacheLimits,
  mostMs: number,
  rig: Rig,
  world: World,
  onProgress: (progress: LoadProgress) => void,
): Promise<Stormed> {
  const lives = cached.flatMap((operation) => expiryOf(operation) ?? []);
  const livesMs = Math.min(...lives);
  if (lives.length === 0 || !isWell(rig)) return { judged: null, evidence: [], loads: 0 };
  if (livesMs > mostMs) return unlooked(`they live ${printDuration(livesMs)}, and there were ${printDuration(mostMs)} for it`, 0);
  if (livesMs < leastLifeMs) return unlooked(`they live ${printDuration(livesMs)}, too short to be seen before they do`, 0);
  const plan = planStorm(found, cached, livesMs, rateOf(turns, found));
  const first = await stormInTime(plan, limits, rig, world, onProgress);
  if (first === null) return unlooked('loads took too long to end', tries * loadsOfStorm);
  if (first.kind === 'held') return { judged: first, evidence: [lowered(first.sentence)], loads: loadsOfStorm };
  // Found once it may be noise.
  const second = isWell(rig) ? await stormInTime(plan, limits, rig, world, onProgress) : null;
  const loads = 2 * loadsOfStorm;
  if (second === null) return { judged: null, evidence: [`seen once and not again: ${lowered(first.sentence)}`], loads };
  if (second.kind !== 'broken')
    return { judged: second, evidence: [`seen at first: ${lowered(first.sentence)}`, lowered(second.sentence)], loads };
  if (first.kind === 'broken') return { judged: second, evidence: ['measured twice, broken both times'], loads };
  return { judged: { ...second, kind: 'inconclusive' }, evidence: [`seen at first: ${lowered(first.sentence)}`], loads };
}

function unlooked(why: string, loads: number): Stormed {
  return { judged: null, evidence: [`whether it stands entries that expire together was not looked at: ${why}`], loads };
}

function isWell(rig: Rig): boolean {
  return rig.service.ending() === null && rig.hang() === null;
}

/** A finding about a cache, with what a storm adds to it: whatever is worse is told first. */
export function withStorm(finding: Finding, { judged, evidence }: Stormed): Finding {
  const all = [...finding.evidence, ...evidence];
  const isWorse = (judged?.kind === 'broken' && finding.kind !== 'broken') || (judged?.kind === 'inconclusive' && finding.kind === 'held');
  if (judged === null || !isWorse) return { ...finding, evidence: all };
  return { id: finding.id, ...judged, evidence: [lowered(finding.sentence), ...all] };
}

interface StormPlan {
  readonly livesMs: number;
  readonly aroundMs: number;
  readonly write: ClosedScenario;
  readonly before: OpenScenario;
  readonly during: OpenScenario;
}

function planStorm(found: ClosedScenario, cached: readonly Operation[], livesMs: number, turnsPerSecond: number): StormPlan {
  const aroundMs = Math.max(leastAroundMs, livesMs * aroundShare);
  const writingMs = Math.round(Math.min(mostWritingMs, Math.max(leastWritingMs, livesMs * writingShare)));
  const keys = Math.max(1, Math.min(100_000, Math.round((turnsPerSecond * writingMs) / 1_000 / writesAnEntry)));
  const writing = cached.filter((operation) => expiryOf(operation) === livesMs);
  // Who writes what has expired ends the storm: nobody does, where there is something else to ask for.
  const asking = cached.filter((operation) => expiryOf(operation) === null);
  const mixOf = (some: readonly Operation[]): ClosedScenario['mix'] => Object.fromEntries(some.map(({ name, weight }) => [name, weight]));
  // Arrivals come whatever answers: users who wait for a slow answer ask for nothing else meanwhile, and all that they got before it were quick ones.
  const arrivals = { pattern: 'constant', ratePerSecond: Math.max(1, Math.round(askingShare * turnsPerSecond)) } as const;
  const asked = {
    model: 'open',
    arrivals,
    connections: found.users,
    mix: mixOf(asking.length > 0 ? asking : writing),
    keys,
    warmupMs: 0,
  } as const;
  return {
    livesMs,
    aroundMs,
    write: { ...found, keys, warmupMs: 0, thinkMs: 0, mix: mixOf(writing), durationMs: writingMs },
    before: { ...asked, seed: (found.seed + 1) >>> 0, durationMs: Math.round(Math.min(mostWritingMs, livesMs - writingMs - 2 * aroundMs)) },
    during: { ...asked, seed: (found.seed + 2) >>> 0, durationMs: writingMs + clearingMs },
  };
}

/** Null where it was too late each time. */
async function stormInTime(...asked: Parameters<typeof storm>): Promise<StormJudged | null> {
  for (let time = 1; time < tries; time += 1) {
    const judged = await storm(...asked);
    if (judged !== null) return judged;
  }
  return await storm(...asked);
}

/** Null where much of it had passed before anybody looked. */
async function storm(
  { livesMs, aroundMs, write, before, during }: StormPlan,
  limits: CacheLimits,
  rig: Rig,
  world: World,
  onProgress: (progress: LoadProgress) => void,
): Promise<StormJudged | null> {
  const beganMs = world.now();
  const written = await rig.run(write, onProgress);
  await sleepUntil(beganMs + livesMs - aroundMs - before.durationMs, world);
  const calm = await rig.run(before, onProgress);
  if (world.now() > beganMs + livesMs + aroundMs) return null;
  await sleepUntil(beganMs + livesMs, world);
  const hit = await runBriefly(during, rig, world, onProgress);
  const { requests, errors } = written.observation.total;
  return judgeStorm({ livesMs, writes: requests - errors, before: seen(calm.observation), during: seen(hit.observation) }, limits);
}

/** What is then still in line tells no more. */
async function runBriefly(load: OpenScenario, rig: Rig, world: World, onProgress: (progress: LoadProgress) => void): Promise<RigRun> {
  const [cut, done] = [new AbortController(), new AbortController()];
  void world.sleep(load.durationMs + patienceMs, done.signal).then(() => cut.abort());
  return await rig.run(load, onProgress, { cut: cut.signal }).finally(() => done.abort());
}

function seen(observation: Observation): StormLoad {
  return { responseMs: observation.total.responseMs, spoiled: findTrouble(observation) };
}

async function sleepUntil(atMs: number, world: World): Promise<void> {
  const leftMs = atMs - world.now();
  if (leftMs > 0) await world.sleep(leftMs, world.interrupted);
  world.interrupted.throwIfAborted();
}

function rateOf(turns: readonly CacheTurn[], { durationMs }: ClosedScenario): number {
  const requests = turns.reduce((sum, turn) => sum + turn.requests, 0);
  return turns.length === 0 ? 0 : (1_000 * requests) / (turns.length * durationMs);
}

/** A sentence in the middle of others. */
function lowered(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}
