import type { ArrivalCounts, Latency, Observation } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { OpenScenario, Scenario } from '../model/scenario.ts';
import { Distribution, type PackedDistribution } from './distribution.ts';
import { tellIsolation } from './isolation.ts';
import type { Recording, ThreadShares } from './recording.ts';
import { openPace } from './pace/open.ts';
import { Tally } from './tally.ts';
import { blockMs } from './warm-up.ts';
import { windowMs, Windows } from './windows.ts';

/** What the recordings of all engines that shared a scenario say together: counts and histograms add up, of the engines' own troubles the worst stands. */
export function observe(scenario: Scenario, recordings: readonly Recording[], operations: readonly Operation[] = []): Observation {
  const durationMs = Math.min(...recordings.map((recording) => recording.durationMs));
  const windows = mergeWindows(scenario, recordings).observe(durationMs);
  const tallies = mergeTallies(recordings);
  const total = sumUp([...tallies.values()]).observe('all');
  const fullMs = windowMs(scenario.durationMs) * (1 - 1e-6);
  const rates = windows.filter((window) => window.durationMs >= fullMs).map((window) => perSecond(window.requests, window.durationMs));
  const averageRatePerSecond = perSecond(total.requests, durationMs);
  return {
    scenario,
    warmup: recordings[0]?.warmup ?? { durationMs: scenario.warmupMs, blockMs, p50sMs: [], steady: null },
    durationMs,
    operations: [...tallies].map(([name, tally]) => tally.observe(name)).filter(({ requests }) => requests > 0),
    total,
    windows,
    averageRatePerSecond,
    peakRatePerSecond: rates.length === 0 ? averageRatePerSecond : Math.max(...rates),
    peakInFlight: sum(recordings.map(({ peakInFlight }) => peakInFlight)),
    arrivals: scenario.model === 'open' ? countArrivals(scenario, recordings, durationMs) : null,
    generator: {
      engines: recordings.length,
      ...worstThread(recordings.map(({ thread }) => thread)),
      lagMs: mergeLatencies(recordings.map(({ lag }) => lag)),
      lateMs: mergeLatencies(recordings.map(({ late }) => late)),
      hiccupMs: mergeLatencies(recordings.map(({ hiccups }) => hiccups)),
    },
    ended: recordings.every(({ ended }) => ended === 'complete') ? 'complete' : 'stopped',
    ...servedOf(recordings),
    ...isolationOf(scenario, recordings, operations),
  };
}

/** Each user belongs to one engine, and has nothing in the others. */
function servedOf(recordings: readonly Recording[]): Pick<Observation, 'servedPerUser'> {
  const parts = recordings.flatMap(({ served }) => served ?? []);
  const users = Math.max(0, ...parts.map(({ length }) => length));
  return users === 0 ? {} : { servedPerUser: Array.from({ length: users }, (_, user) => sum(parts.map((part) => part[user] ?? 0))) };
}

/** Empty where no operation of the scenario isolates its users. */
function isolationOf(
  scenario: Scenario,
  recordings: readonly Recording[],
  operations: readonly Operation[],
): Pick<Observation, 'isolation'> {
  const parts = recordings.flatMap(({ identities }) => identities ?? []);
  const users = scenario.model === 'open' ? scenario.connections : scenario.users;
  return parts.length === 0 ? {} : { isolation: tellIsolation(parts, operations, users) };
}

/** By operation, in the driver's order: every engine tells all of them. */
function mergeTallies(recordings: readonly Recording[]): ReadonlyMap<string, Tally> {
  const merged = new Map<string, Tally>();
  for (const packed of recordings.flatMap(({ operations }) => operations)) {
    const tally = merged.get(packed.name) ?? new Tally();
    tally.add(packed);
    merged.set(packed.name, tally);
  }
  return merged;
}

function sumUp(tallies: readonly Tally[]): Tally {
  const total = new Tally();
  for (const tally of tallies) total.join(tally);
  return total;
}

function mergeWindows({ durationMs }: Scenario, recordings: readonly Recording[]): Windows {
  const merged = new Windows(durationMs);
  for (const { windows } of recordings) merged.add(windows);
  return merged;
}

function mergeLatencies(packed: readonly PackedDistribution[]): Latency {
  const merged = new Distribution();
  for (const distribution of packed) merged.addPacked(distribution);
  return merged.latency();
}

function countArrivals(scenario: OpenScenario, recordings: readonly Recording[], durationMs: number): ArrivalCounts {
  const planned = countPlanned(scenario, durationMs);
  const of = (count: (arrivals: Recording['arrivals']) => number): number => sum(recordings.map(({ arrivals }) => count(arrivals)));
  return {
    planned,
    plannedRatePerSecond: perSecond(planned, durationMs),
    achievedRatePerSecond: perSecond(
      of(({ sentInTime }) => sentInTime),
      durationMs,
    ),
    queued: of(({ queued }) => queued),
    longestQueue: of(({ longestQueue }) => longestQueue),
    unsent: of(({ unsent }) => unsent),
    peakConnections: of(({ connections }) => connections),
  };
}

/** How many arrivals the schedule holds up to a moment of the measured time. */
function countPlanned({ arrivals, durationMs, seed }: OpenScenario, untilMs: number): number {
  const pace = openPace(arrivals, durationMs, seed);
  let count = 0;
  while (pace.next() < untilMs) count += 1;
  return count;
}

function worstThread(threads: readonly ThreadShares[]): ThreadShares {
  return {
    utilisation: Math.max(...threads.map(({ utilisation }) => utilisation)),
    cpuShare: worst(threads.map(({ cpuShare }) => cpuShare)),
    runQueueShare: worst(threads.map(({ runQueueShare }) => runQueueShare)),
    // Each engine reads the whole process's.
    cpuMs: Math.max(...threads.map(({ cpuMs }) => cpuMs)),
  };
}

function worst(shares: readonly (number | null)[]): number | null {
  const known = shares.filter((share) => share !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function perSecond(count: number, durationMs: number): number {
  return durationMs > 0 ? (count / durationMs) * 1_000 : 0;
}
