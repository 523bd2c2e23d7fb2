import { nameHang } from './diagnose/hang/name-hang.ts';
import { findStall, goOn, type Stall, type Vigil } from './diagnose/hang/vigil.ts';
import { testDrain, type Patient } from './drain-test.ts';
import type { RunOptions } from './load/engine.ts';
import type { DrainTest } from './model/drain-test.ts';
import type { LoadProgress, Observation } from './model/observation.ts';
import type { World } from './world.ts';

/** A load, and what its service can be looked at with should it stop answering. */
export interface Watched {
  readonly run: (options: Required<Pick<RunOptions, 'signal' | 'finish' | 'onProgress'>>) => Promise<Observation>;
  readonly patient: Omit<Patient, 'latest' | 'finish' | 'over'>;
  /** A path that has nothing to do with these operations. */
  readonly pickPath: (stuck: readonly string[]) => string | null;
  /** After which an operation is given up. */
  readonly timeoutMs: number;
  readonly idleSwitchesPerSecond: number | null;
  /** The slowest answer of the loads before; 0 for none. */
  readonly slowestMs: number;
  /** Ends the load at once. */
  readonly stops: readonly AbortSignal[];
  readonly onProgress: (progress: LoadProgress) => void;
}

export interface WatchedRun {
  readonly observation: Observation;
  /** What was seen when it stopped answering; null when it never did. */
  readonly test: DrainTest | null;
  readonly slowestMs: number;
}

/** Drives a load and keeps watch: when the service stops answering, the drain test is made, and the load of a stuck one is stopped. */
export async function driveWatched(watched: Watched, world: World): Promise<WatchedRun> {
  const { patient, pickPath, timeoutMs, idleSwitchesPerSecond, onProgress } = watched;
  const [finish, stuck, over] = [new AbortController(), new AbortController(), new AbortController()];
  const test = async ({ patienceMs }: Stall, silentMs: number, first: LoadProgress): Promise<DrainTest> => {
    const before = { silentMs, patienceMs, probePath: pickPath(first.flights.map(({ operation }) => operation)), idleSwitchesPerSecond };
    const wired = { ...patient, latest: () => latest ?? first, finish: () => finish.abort(), over: over.signal };
    const seen = await testDrain(before, wired, world);
    if (nameHang(seen).kind !== 'slow') stuck.abort();
    return seen;
  };
  let latest: LoadProgress | null = null;
  let vigil: Vigil | null = null;
  const tests: Promise<DrainTest>[] = [];
  let { slowestMs } = watched;
  const hear = (word: LoadProgress): void => {
    latest = word;
    slowestMs = Math.max(slowestMs, word.slowestMs ?? 0);
    vigil = goOn(vigil, word, world.now());
    const stall = tests.length === 0 ? findStall(vigil, { ...word, slowestMs }, timeoutMs) : null;
    if (stall !== null) tests.push(test(stall, vigil.silentMs, word));
    onProgress(word);
  };
  const signal = AbortSignal.any([...watched.stops, stuck.signal]);
  const observation = await watched.run({ signal, finish: finish.signal, onProgress: hear }).finally(() => over.abort());
  return { observation, test: (await tests[0]) ?? null, slowestMs };
}

/** Whether a service that was only slow has carried less than half of its load. */
export function wasSpared({ observation, test }: WatchedRun): boolean {
  return test !== null && nameHang(test).kind === 'slow' && observation.durationMs < observation.scenario.durationMs / 2;
}
