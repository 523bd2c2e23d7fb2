import type { Config } from '../config/schema.ts';
import { findTrouble } from '../load/self-check.ts';
import type { Constraint } from '../model/constraint.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { ClosedScenario, Scenario } from '../model/scenario.ts';
import type { ConstraintLimits } from '../property/constraint-settings.ts';
import { doubtBefore, judgeOrdeal, type Ordeal } from '../property/constraints.ts';
import { findLack, paceOf, type Pace } from '../property/recovery.ts';
import type { Trial } from '../property/trial.ts';
import { standRig, type Rig } from '../rig.ts';
import { wantsPort } from '../service/port.ts';
import { pressAll, type NotPermitted, type Subject } from '../service/pressure/press.ts';
import { notPermitted } from '../service/pressure/pressed.ts';
import { openProxy, type LoopbackProxy } from '../service/pressure/proxy.ts';
import type { World } from '../world.ts';
import { spareRequests } from '../driver/spare.ts';

/** What an ordeal needs beside the service. */
export interface OrdealParts {
  readonly config: Config;
  readonly limits: ConstraintLimits;
  /** The load before the pressure and under it; after it the same goes on without a warm-up. Its own constraints are passed over. */
  readonly load: ClosedScenario;
  readonly world: World;
  /** Is called when the pressure is about to be put on. */
  readonly onPress: () => void;
  /** Hears what goes on: `before it`, `under it`, `after it`. */
  readonly onMove: (stage: string, progress: LoadProgress) => void;
}

/** It lives, but even without a pressure it is not as it should be to be compared with. */
export interface Unpressed {
  readonly kind: 'unpressed';
  /** For people. */
  readonly why: string;
}

/** An ordeal that was passed through, and how the pressure was put on. */
export interface Endured {
  readonly kind: 'endured';
  readonly how: string;
  readonly ordeal: Ordeal;
}

/** Connections of the load before are closed by then, and no longer count. */
const closingMs = 100;
/** What is in flight at the end of a load is waited for so long: first under the pressure, then without. */
const [pressedMs, drainMs] = [500, 3_000];
/** Words of a load in a row that find the service back; its windows, which are what is judged, must then hold enough as well. */
const goodWords = 6;
/** What computes beside the service is not to end before the pressure does. */
const spareMs = 5_000;

const fixedAddress = notPermitted('its address is fixed: with ${PORT} in it, a slow network could be put before it');

/** Loads a service before, under and after pressures that are on at once; where the network is one, all three loads come by the same way. */
export async function endure(
  constraints: readonly Constraint[],
  rig: Rig,
  parts: OrdealParts,
): Promise<Endured | Unpressed | NotPermitted> {
  if (constraints.every(({ kind }) => kind !== 'network')) return pass(constraints, rig, null, parts);
  const { config, world } = parts;
  // Whoever speaks no HTTP goes to the address of the configuration, and only its port is for us to say.
  if (!rig.service.target.url.startsWith('http') && !wantsPort(config.service.url)) return fixedAddress;
  await using proxy = await openProxy(rig.service.target.url, world);
  const service = {
    ...rig.service,
    target: { url: proxy.url },
    // By its address it would be taken for us, who listen there.
    pid: rig.service.pid ?? rig.monitor?.pids()[0] ?? null,
    // The same service by another way: it is not this one's to stop.
    stop: () => Promise.resolve(null),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  await using proxied = await standRig(service, config, world);
  return await pass(constraints, proxied, proxy, parts);
}

async function pass(
  constraints: readonly Constraint[],
  rig: Rig,
  proxy: LoopbackProxy | null,
  { config, limits, load, world, onPress, onMove }: OrdealParts,
): Promise<Endured | Unpressed | NotPermitted> {
  const { constraints: _, ...stage } = load;
  const hear = (name: string) => (progress: LoadProgress) => {
    onMove(name, progress);
    return false;
  };

  const before = await drive(rig, stage, drainMs, hear('before it'), world);
  if (before.crashed !== null || before.hang !== null) {
    return { kind: 'endured', how: 'nothing was done', ordeal: { before, under: before, after: null } };
  }
  const doubt = doubtBefore(before);
  if (doubt !== null) return { kind: 'unpressed', why: doubt };
  await world.sleep(closingMs, world.interrupted);
  onPress();
  const pressed = await pressAll(constraints, subjectOf(rig, proxy, stage, config), world);
  if (pressed.kind === 'not-permitted') return pressed;
  await using held = pressed;
  const { how } = held;

  // The pressure ends in time, even when the load under it does not.
  const over = new AbortController();
  const lifting = world
    .sleep(stage.warmupMs + stage.durationMs + pressedMs, AbortSignal.any([over.signal, world.interrupted]))
    .then(async () => {
      await held.lift();
      return world.now();
    });
  const under = await drive(rig, stage, drainMs, hear('under it'), world).finally(() => over.abort());
  const liftedAtMs = await lifting;
  // What it has failed by now it has failed, back in time or not.
  const soFar = { before, under, after: null };
  if (judgeOrdeal(soFar, limits).kind === 'broken') return { kind: 'endured', how, ordeal: soFar };

  const beganMs = world.now() - liftedAtMs;
  const isBack = lookForReturn(paceOf(before.observation), limits.withinPercent);
  const look = (progress: LoadProgress): boolean => {
    onMove('after it', progress);
    return isBack(progress);
  };
  const aftermath = { ...stage, warmupMs: 0, durationMs: aftermathMs(limits.recoveryMs - beganMs) };
  const trial = await drive(rig, aftermath, 0, look, world);
  return { kind: 'endured', how, ordeal: { before, under, after: { trial, beganMs } } };
}

/** Longer than a recovery may take by what is not counted of a load that is cut off. */
function aftermathMs(leftMs: number): number {
  return Math.max(1_000, Math.round(leftMs * 1.2 + 250));
}

/** What the pressure is put on. A service that somebody else started is not ours to limit. */
function subjectOf(
  { service, monitor }: Rig,
  proxy: LoopbackProxy | null,
  { warmupMs, durationMs }: Scenario,
  { operations, load }: Config,
): Subject {
  return {
    url: service.target.url,
    pids: () => (service.pid === null ? [] : (monitor?.pids() ?? [])),
    request: spareRequests(operations, load.keys, service.target.url),
    proxy,
    mostMs: warmupMs + 2 * durationMs + pressedMs + spareMs,
  };
}

/** Drives a load to its end, or until enough is seen of it; what is in flight at its end is waited for `patienceMs`, then cut off. */
async function drive(
  rig: Rig,
  scenario: Scenario,
  patienceMs: number,
  isEnough: (progress: LoadProgress) => boolean,
  world: World,
): Promise<Trial> {
  const [enough, done] = [new AbortController(), new AbortController()];
  void world.sleep(scenario.warmupMs + scenario.durationMs + patienceMs, done.signal).then(() => enough.abort());
  const hear = (progress: LoadProgress): void => {
    if (isEnough(progress)) enough.abort();
  };
  const { observation, hang } = await rig.run(scenario, hear, { cut: enough.signal }).finally(() => done.abort());
  return { observation, hang, crashed: rig.service.ending(), spoiled: findTrouble(observation) };
}

/** Says while a load goes on whether the service has been back at its pace for some words in a row. */
export function lookForReturn(pace: Pace, withinPercent: number): (progress: LoadProgress) => boolean {
  let last: Pick<LoadProgress, 'elapsedMs' | 'requests' | 'errors'> = { elapsedMs: 0, requests: 0, errors: 0 };
  let good = 0;
  return (progress) => {
    const { elapsedMs, requests, errors, p95Ms } = progress;
    const window = {
      startMs: last.elapsedMs,
      durationMs: elapsedMs - last.elapsedMs,
      requests: requests - last.requests,
      errors: errors - last.errors,
      p50Ms: null,
      p95Ms,
    };
    last = progress;
    // Where there are too few answers for a p95, the load goes on to its end: its windows tell more.
    const isGood = window.durationMs > 0 && p95Ms !== null && findLack(window, pace, withinPercent) === null;
    good = isGood ? good + 1 : 0;
    return good >= goodWords;
  };
}
