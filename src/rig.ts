import { availableParallelism } from 'node:os';
import type { Config } from './config/schema.ts';
import { compareWork } from './diagnose/hang/compare-work.ts';
import { nameHang } from './diagnose/hang/name-hang.ts';
import type { Patient } from './drain-test.ts';
import { crewSize } from './load/crew.ts';
import { openEngine } from './load/engine.ts';
import { findTrouble } from './load/self-check.ts';
import type { Calls } from './model/call.ts';
import type { DrainTest } from './model/drain-test.ts';
import type { History } from './model/history.ts';
import type { LoadProgress, Observation } from './model/observation.ts';
import type { Survey } from './model/reading.ts';
import type { Scenario } from './model/scenario.ts';
import { askWhere } from './monitor/inspector/where.ts';
import { ownersOf } from './monitor/owners.ts';
import { tellThreads } from './monitor/threads.ts';
import { watch, type Monitor } from './monitor/watch.ts';
import type { Trial } from './property/trial.ts';
import { portOf } from './service/port.ts';
import { probe } from './service/probe.ts';
import { setUpService } from './service/set-up.ts';
import { pickSparePath } from './service/spare-path.ts';
import { startService, type RunningService } from './service/start.ts';
import { driveWatched, type Watched, type WatchedRun } from './watched-load.ts';
import type { World } from './world.ts';

/** A started service with the load engine and the monitor on it, ready to take scenarios one after another. */
export interface Rig extends AsyncDisposable {
  readonly service: RunningService;
  /** Null for a service of which we may see nothing. */
  readonly monitor: Monitor | null;
  /** Drives one scenario; ends early when the service dies or gets stuck, rejects when we are asked to stop. */
  run(scenario: Scenario, onProgress: (progress: LoadProgress) => void, options?: RigOptions): Promise<RigRun>;
  /** Drives one scenario and says what came of it, a death of the service and trouble of our own included. */
  tryScenario(scenario: Scenario, onProgress: (progress: LoadProgress) => void): Promise<Trial>;
  /** What was seen when the service got stuck, which it is from then on; null while it answers. */
  hang(): DrainTest | null;
  /** What was seen when it last stopped answering for long and was only slow. */
  slow(): DrainTest | null;
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

/** Sets up and starts the service and readies engine and monitor; what was opened is closed again when any of it fails. */
export async function openRig(config: Config, world: World): Promise<Rig> {
  await setUpService(config.service, world);
  return standRig(await startService(config.service, world), config, world);
}

/** Puts engine and monitor on a started service, which is stopped with them. */
export async function standRig(
  service: RunningService,
  { service: settings, operations, driver, load }: Config,
  world: World,
): Promise<Rig> {
  const monitor = watchService(service, world);
  const rested = monitor?.survey() ?? null;
  const engine = await openEngine(service.target, operations, driver, world, crewSize(availableParallelism(), load.users.max)).catch(
    async (cause: unknown) => {
      monitor?.[Symbol.dispose]();
      await service.stop();
      throw cause;
    },
  );
  const idleSwitchesPerSecond = monitor === null ? null : await countIdleSwitches(rested, monitor, world);
  const died = new AbortController();
  void service.ended.then(() => died.abort());
  let hang: DrainTest | null = null;
  let slow: DrainTest | null = null;
  /** What is known to be only slow is waited for the longer. */
  let slowestMs = 0;

  const probeOnce: Patient['probe'] = async (path, timeoutMs) => {
    const beganMs = world.now();
    const answer = await probe(`${service.target.url}${path}`, settings.trust, timeoutMs, world.interrupted, world);
    return answer.kind === 'ready' || (answer.kind === 'not-ready' && answer.answered) ? world.now() - beganMs : null;
  };
  const patient: Watched['patient'] = {
    probe: probeOnce,
    survey: () => monitor?.survey() ?? null,
    tellThreads: () => tellThreads(monitor?.pids() ?? []),
    askWhere: () => askWhere(monitor?.pids() ?? [], world, [portOf(service.target.url)]).catch(() => []),
  };
  const drive = async (scenario: Scenario, onProgress: (progress: LoadProgress) => void, options: RigOptions): Promise<WatchedRun> => {
    const { settle = false, cut, onHistory, onCalls } = options;
    const asked = { settle, ...(onHistory === undefined ? {} : { onHistory }), ...(onCalls === undefined ? {} : { onCalls }) };
    const driven = await driveWatched(
      {
        run: (parts) => engine.run(scenario, { ...parts, ...asked }),
        patient,
        pickPath: (stuck) => pickSparePath(settings.ready, operations, stuck),
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
    monitor,
    run,
    tryScenario: async (scenario, onProgress) => {
      const { observation, hang: stuck } = await run(scenario, onProgress);
      return { observation, hang: stuck, crashed: service.ending(), spoiled: findTrouble(observation) };
    },
    hang: () => hang,
    slow: () => slow,
    [Symbol.asyncDispose]: async () => {
      monitor?.[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
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
function watchService({ pid, target }: RunningService, world: World): Monitor | null {
  const rootPid = pid ?? ownersOf(portOf(target.url))[0];
  return rootPid === undefined ? null : watch(rootPid, world);
}

/** Whether a service that was only slow has carried less than half of its load. */
function wasSpared({ observation, test }: WatchedRun): boolean {
  return test !== null && nameHang(test).kind === 'slow' && observation.durationMs < observation.scenario.durationMs / 2;
}
