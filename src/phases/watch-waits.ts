import { findCoordination } from '../diagnose/fairness/find-coordination.ts';
import { calmOf, waitsOf, type Calm } from '../diagnose/fairness/waits-of.ts';
import { findTrouble } from '../load/self-check.ts';
import type { Call, Calls } from '../model/call.ts';
import type { Finding } from '../model/finding.ts';
import type { LoadProgress, Observation } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Spoiled } from '../model/self-check.ts';
import { countConnections } from '../monitor/connections.ts';
import { judgeConnections, type ConnectionsRound, type ConnectionsSeen } from '../property/connections.ts';
import type { WaitLimits } from '../property/database-settings.ts';
import type { Rig } from '../rig.ts';
import type { World } from '../world.ts';

/** How users waited in some loads of the same operations, one after the other, and what became of connections. */
export interface WatchedWaits {
  /** `coordination`, without a command to run it again. */
  readonly coordination: Finding;
  /** Null where nobody may look. */
  readonly connections: ConnectionsSeen | null;
  readonly loads: number;
  /** The median of the last load. */
  readonly p50Ms: number | null;
}

/** Of the load, for a single user before it, who learns what the operations take in peace; each of them is asked for once at least. */
const calmShare = 0.4;
const [leastCalmMs, mostCalmMs] = [50, 500];
/** Twice, so that what grows can be told from what fills up; as often as this where it grows. */
const [rounds, mostRounds] = [2, 5];
/** For the last connections of a load to be given back. */
const restMs = 150;
/** What is in flight when a load ends is waited for a good deal longer than any may take, and then cut off. */
const patience = 1.5;

/** Drives the scenario, at least twice, and judges how its users waited. */
export async function watchWaits(
  scenario: ClosedScenario,
  limits: WaitLimits,
  rig: Rig,
  world: World,
  onProgress: (progress: LoadProgress) => void,
): Promise<WatchedWaits> {
  const count = (): number | null => countConnections(rig.monitor?.pids() ?? []);
  const before = count();
  const alone = await callAlone(scenario, rig, world, onProgress);
  const calm = calmOf(alone);
  // What nobody answers in peace either does not wait for others.
  const silent = new Set(
    alone.filter(({ operation, end }) => end === 'unanswered' && !calm.has(operation)).map(({ operation }) => operation),
  );
  const patienceMs = patience * (limits.maxMs + Math.max(0, ...[...calm.values()].map(({ responseMs }) => responseMs)));

  const calls: Call[] = [];
  const seen: ConnectionsRound[] = [];
  let spoiled: Spoiled | null = null;
  let p50Ms: number | null = null;
  let loads = 0;
  let isSeen = before !== null;
  const isWell = (): boolean => rig.service.ending() === null && rig.hang() === null && !hasLost(calls, calm, limits);
  while (loads < mostRounds && isWell() && (loads < rounds || isGrowing(before, seen))) {
    loads += 1;
    let most = 0;
    const seed = (scenario.seed + loads) >>> 0;
    const driven = await drive({ ...scenario, seed }, patienceMs, rig, world, (progress) => {
      most = Math.max(most, count() ?? 0);
      onProgress(progress);
    });
    calls.push(...driven.calls.filter(({ operation }) => !silent.has(operation)));
    spoiled = worse(spoiled, findTrouble(driven.observation));
    p50Ms = driven.observation.total.responseMs.p50;
    await world.sleep(restMs, world.interrupted);
    world.interrupted.throwIfAborted();
    const after = count();
    isSeen &&= after !== null;
    seen.push({ most: Math.max(most, after ?? 0), after: after ?? 0, inFlight: driven.observation.peakInFlight });
  }
  return {
    coordination: findCoordination(waitsOf(calls, calm, limits.maxMs), limits, spoiled),
    connections: isSeen && before !== null ? { before, rounds: seen } : null,
    loads,
    p50Ms,
  };
}

interface Driven {
  readonly observation: Observation;
  readonly calls: readonly Call[];
}

/** A single user, who asks for one operation after the other. */
async function callAlone(
  scenario: ClosedScenario,
  rig: Rig,
  world: World,
  onProgress: (progress: LoadProgress) => void,
): Promise<readonly Call[]> {
  const names = Object.keys(scenario.mix);
  const durationMs = Math.round(Math.min(mostCalmMs, Math.max(leastCalmMs, (calmShare * scenario.durationMs) / names.length)));
  const calls: Call[] = [];
  for (const name of names) {
    const lone: ClosedScenario = { ...scenario, users: 1, mix: { [name]: 1 }, thinkMs: 0, warmupMs: 0, durationMs };
    calls.push(...(await drive(lone, null, rig, world, onProgress)).calls);
  }
  return calls;
}

/** What is in flight in the end is waited for so long; null for as long as the driver waits. */
async function drive(
  scenario: ClosedScenario,
  patienceMs: number | null,
  rig: Rig,
  world: World,
  onProgress: (progress: LoadProgress) => void,
): Promise<Driven> {
  const [cut, done] = [new AbortController(), new AbortController()];
  if (patienceMs !== null) void world.sleep(scenario.warmupMs + scenario.durationMs + patienceMs, done.signal).then(() => cut.abort());
  let heard: Calls = { calls: [], dropped: 0 };
  // Of a load that was driven again only the second is told.
  const onCalls = (calls: Calls): void => void (heard = calls);
  const { observation } = await rig.run(scenario, onProgress, { cut: cut.signal, onCalls }).finally(() => done.abort());
  return { observation, calls: heard.calls };
}

/** Whoever has lost somebody may have lost what that one had: the next load would only tell the same. */
function hasLost(calls: readonly Call[], calm: ReadonlyMap<string, Calm>, { maxMs }: WaitLimits): boolean {
  return waitsOf(calls, calm, maxMs).waits.some(({ gotAtMs }) => gotAtMs === null);
}

function isGrowing(before: number | null, seen: readonly ConnectionsRound[]): boolean {
  return before !== null && judgeConnections({ before, rounds: seen }).kind === 'filling';
}

function worse(one: Spoiled | null, other: Spoiled | null): Spoiled | null {
  if (one === null || other === null) return one ?? other;
  return (one.mostShare ?? 1) >= (other.mostShare ?? 1) ? one : other;
}
