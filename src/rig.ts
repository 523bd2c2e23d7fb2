import { availableParallelism } from 'node:os';
import type { Config } from './config/schema.ts';
import { compareWork } from './diagnose/hang/compare-work.ts';
import { nameHang } from './diagnose/hang/name-hang.ts';
import { addDeaths, countDeaths, noDeaths, type ProcessDeaths } from './diagnose/process-deaths.ts';
import type { Patient } from './drain-test.ts';
import { pickSparePath } from './driver/spare.ts';
import { keepsProcesses, longestReadyingMs, sharesPool, startsProcesses } from './driver/traits.ts';
import { crewSize } from './load/crew.ts';
import { openEngine } from './load/engine.ts';
import { hire, type Hand } from './load/hand.ts';
import type { Opening } from './load/opening.ts';
import { findTrouble } from './load/self-check.ts';
import type { Calls } from './model/call.ts';
import type { DrainTest } from './model/drain-test.ts';
import type { History } from './model/history.ts';
import type { InvariantSeen } from './model/invariant-seen.ts';
import type { LoadProgress, Observation } from './model/observation.ts';
import type { Survey } from './model/reading.ts';
import type { Scenario } from './model/scenario.ts';
import type { SessionStage, StageSeen } from './model/sessions.ts';
import { noAddress } from './model/target.ts';
import type { Unreached } from './model/unreached.ts';
import { askWhere } from './monitor/inspector/where.ts';
import { ownersOf } from './monitor/owners.ts';
import { tellThreads } from './monitor/threads.ts';
import { watchSimulated } from './monitor/simulated.ts';
import { watch, watchAll, type Monitor } from './monitor/watch.ts';
import { playHere } from './play.ts';
import type { Trial } from './property/trial.ts';
import { keepProcesses } from './service/keep.ts';
import { portOf } from './service/port.ts';
import { probe } from './service/probe.ts';
import type { RunningService } from './service/start.ts';
import type { SimulatedService } from './simulation/service.ts';
import { driveWatched, wasSpared, type Watched, type WatchedRun } from './watched-load.ts';
import type { World } from './world.ts';

/** A started service with the load engine and the monitor on it, ready to take scenarios one after another. */
export interface Rig extends AsyncDisposable {
  readonly service: RunningService;
  /** Why a driver was not let in at the start; null where all were. */
  readonly unreached: Unreached | null;
  /** Null for a service of which we may see nothing. */
  readonly monitor: Monitor | null;
  /** Drives one scenario; ends early when the service dies or gets stuck, rejects when we are asked to stop. */
  run(scenario: Scenario, onProgress: (progress: LoadProgress) => void, options?: RigOptions): Promise<RigRun>;
  /** Drives one scenario and says what came of it, a death of the service and trouble of our own included. */
  tryScenario(scenario: Scenario, onProgress: (progress: LoadProgress) => void): Promise<Trial>;
  /** Looks at what the drivers' settings declare to hold whenever no load is under way; nothing where they declare nothing. */
  lookAtInvariants(): Promise<readonly InvariantSeen[]>;
  /** The longest it took to ready the sessions of a load: what a fresh process costs beside its start. */
  readyingMs(): number;
  /** What became so far of the processes that perform operations. */
  deaths(): ProcessDeaths;
  readonly sessions: RigSessions;
  /** What was seen when the service got stuck, which it is from then on; null while it answers. */
  hang(): DrainTest | null;
  /** What was seen when it last stopped answering for long and was only slow. */
  slow(): DrainTest | null;
}

/** Sessions apart from any load. */
export interface RigSessions {
  /** Does something with sessions that stand until they are told to end. */
  hold(stage: SessionStage): Promise<StageSeen>;
  /** Ends all sessions, those that stand between loads as well. */
  rest(): Promise<void>;
  /** The leaders of all processes that the driver has started and that live. */
  leaders(): readonly number[];
  /** Whoever lives of all that the driver has started, wherever it went. */
  living(): readonly number[];
}

export interface RigOptions {
  /** The scenario's warm-up is only the longest there may be: measuring begins as soon as the service is steady. */
  readonly settle?: boolean;
  /** Cuts the load off: what is in flight is not waited for. */
  readonly cut?: AbortSignal;
  /** Hears what was done to the keys of the operations; twice of a load that is driven again. */
  readonly onHistory?: (history: History) => void;
  /** Hears when each operation was called and when it ended; twice of a load that is driven again. */
  readonly onCalls?: (calls: Calls) => void;
}

/** What one load on a rig gave. */
export interface RigRun {
  readonly observation: Observation;
  /** When the load that was observed began. */
  readonly beganMs: number;
  /** What was seen when the service got stuck under it; null when it did not. */
  readonly hang: DrainTest | null;
}

/** How what drivers speak to is asked to let them in: with patience for what is only starting, and before anything was measured or later. */
type Reaching = { readonly patienceMs?: number; readonly isFirst?: boolean };

/** A fresh process of a service that was let in before needs no longer for that than a moment. */
const reachMs = 5_000;

/** Puts engine and monitor on a started service, which is stopped with them. */
export async function standRig(
  service: RunningService,
  { service: settings, operations, driver, load }: Config,
  world: World,
  { patienceMs = reachMs, isFirst = false }: Reaching = {},
): Promise<Rig> {
  const owned = startsProcesses(operations) ? await keepProcesses(settings.environment, world) : null;
  const served = watchService(service, world);
  const rested = served?.survey() ?? null;
  const surroundings = { directory: settings.directory, environment: owned?.environment ?? {} };
  const { simulated } = service;
  const crew = simulated === undefined && !sharesPool(operations) ? crewSize(availableParallelism(), load.users.max) : 1;
  const { timeline } = world;
  const hireOne =
    simulated === undefined || timeline === undefined ? hire : (opening: Opening): Hand => playHere(simulated, opening, timeline, world);
  const opening: Opening = {
    target: service.target,
    operations,
    driver,
    surroundings,
    reachMs: patienceMs,
    isFirst,
    readyingMs: longestReadyingMs(driver),
  };
  const engine = await openEngine(opening, world, crew, hireOne).catch(async (cause: unknown) => {
    served?.[Symbol.dispose]();
    await owned?.[Symbol.asyncDispose]();
    await service.stop();
    throw cause;
  });
  const monitor = served ?? (keepsProcesses(operations) ? watchAll(() => engine.processes(), world) : null);
  const idleSwitchesPerSecond = served === null ? null : await countIdleSwitches(rested, served, world);
  const died = new AbortController();
  void service.ended.then(() => died.abort());
  let hang: DrainTest | null = null;
  let slow: DrainTest | null = null;
  let deaths = noDeaths;
  /** What is known to be only slow is waited for the longer. */
  let slowestMs = 0;

  const isAsked = simulated !== undefined || service.target.url.startsWith('http');
  const probeOnce: Patient['probe'] = async (path, timeoutMs) => {
    if (simulated !== undefined) return probeSimulated(simulated, timeoutMs, world);
    const beganMs = world.now();
    const answer = await probe(`${service.target.url}${path}`, settings.trust, timeoutMs, world.interrupted, world);
    return answer.kind === 'ready' || (answer.kind === 'not-ready' && answer.answered) ? world.now() - beganMs : null;
  };
  const patient: Watched['patient'] = {
    probe: probeOnce,
    survey: () => monitor?.survey() ?? null,
    tellThreads: () => tellThreads(monitor?.pids() ?? []),
    askWhere: () =>
      simulated !== undefined ? Promise.resolve([]) : askWhere(monitor?.pids() ?? [], world, [portOf(service.target.url)]).catch(() => []),
  };
  const drive = async (scenario: Scenario, onProgress: (progress: LoadProgress) => void, options: RigOptions): Promise<WatchedRun> => {
    const { settle = false, cut, onHistory, onCalls } = options;
    const asked = { settle, ...(onHistory === undefined ? {} : { onHistory }), ...(onCalls === undefined ? {} : { onCalls }) };
    const driven = await driveWatched(
      {
        run: (parts) => engine.run(scenario, { ...parts, ...asked }),
        patient,
        pickPath: (stuck) =>
          isAsked ? pickSparePath(settings.ready.kind === 'url' ? settings.ready.path : null, operations, stuck) : null,
        timeoutMs: driver.timeoutMs,
        idleSwitchesPerSecond,
        slowestMs,
        stops: [died.signal, world.interrupted, ...(cut === undefined ? [] : [cut])],
        onProgress,
      },
      world,
    );
    world.interrupted.throwIfAborted();
    slowestMs = driven.slowestMs;
    deaths = addDeaths([deaths, countDeaths(driven.observation)]);
    return driven;
  };
  const run: Rig['run'] = async (scenario, onProgress, options = {}) => {
    let beganMs = world.now();
    const first = await drive(scenario, onProgress, options);
    // A load that was taken away for nothing is driven again, now that the service's pace is known.
    const again = wasSpared(first) && service.ending() === null && options.cut?.aborted !== true;
    if (again) beganMs = world.now();
    const { observation, test } = again ? await drive(scenario, onProgress, options) : first;
    if ((observation.total.errorKinds.refused ?? 0) > 0) await service.lookAlive();
    const stuck = service.ending() === null && test !== null && nameHang(test).kind !== 'slow' ? test : null;
    hang ??= stuck;
    if (stuck === null) slow = test ?? first.test ?? slow;
    return { observation, beganMs, hang: stuck };
  };
  return {
    service,
    unreached: engine.unreached,
    monitor,
    run,
    tryScenario: async (scenario, onProgress) => {
      const { observation, hang: stuck } = await run(scenario, onProgress);
      return { observation, hang: stuck, crashed: service.ending(), spoiled: findTrouble(observation) };
    },
    lookAtInvariants: () => engine.look(),
    readyingMs: () => engine.readyingMs(),
    sessions: {
      hold: (stage) => engine.hold(stage, world.interrupted),
      rest: () => engine.rest(),
      leaders: () => engine.processes(),
      living: () => owned?.find() ?? [],
    },
    deaths: () => deaths,
    hang: () => hang,
    slow: () => slow,
    [Symbol.asyncDispose]: async () => {
      monitor?.[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
      await owned?.[Symbol.asyncDispose]();
      await service.stop();
    },
  };
}

/** More than a service that rests has, unless it is its way. */
const calmPerSecond = 20;
const calmingMs = 150;

/** Wake-ups a second of a service that nobody asks anything: while the engine was opened or, if its own start was not over then, a moment later. */
async function countIdleSwitches(rested: Survey | null, monitor: Monitor, world: World): Promise<number | null> {
  const opened = monitor.survey();
  const first = compareWork(rested, opened).switchesPerSecond;
  if (first === null || first <= calmPerSecond) return first;
  await world.sleep(calmingMs, world.interrupted);
  return Math.min(first, compareWork(opened, monitor.survey()).switchesPerSecond ?? first);
}

/** Of a service that somebody else started, whoever listens at its port is watched, where the system lets us. */
function watchService({ pid, target, simulated }: RunningService, world: World): Monitor | null {
  if (simulated !== undefined) return watchSimulated(simulated, world);
  const rootPid = pid ?? (target.url === noAddress ? undefined : ownersOf(portOf(target.url))[0]);
  return rootPid === undefined ? null : watch(rootPid, world);
}

/** Asks a simulated service something else: how long the answer took, null when none came in time. */
async function probeSimulated(service: SimulatedService, timeoutMs: number, world: World): Promise<number | null> {
  const beganMs = world.now();
  const answered = new AbortController();
  service.probe(() => answered.abort());
  await world.sleep(timeoutMs, answered.signal);
  return answered.signal.aborted ? world.now() - beganMs : null;
}
