import { judgeFitness } from './diagnose/fitness/judge.ts';
import { planWatching } from './diagnose/fitness/plan-watching.ts';
import { defaultOperation } from './driver/settings.ts';
import { openEngine } from './load/engine.ts';
import type { Checkup, CheckupRound, PaceReading, SpeedReading, WatchReading } from './model/checkup.ts';
import { noSuites, type DriverSettings } from './model/driver-settings.ts';
import type { Fitness } from './model/fitness.ts';
import type { Observation } from './model/observation.ts';
import type { Runner } from './model/run.ts';
import type { Scenario } from './model/scenario.ts';
import { nowhere } from './model/surroundings.ts';
import { readQuotaCores } from './monitor/quota.ts';
import { type Monitor, watch } from './monitor/watch.ts';
import { type FixedWork, fitWork, workFor } from './monitor/work.ts';
import { decideService, serviceSchema } from './service/settings.ts';
import { startService } from './service/start.ts';
import type { Tell } from './story.ts';
import { printCount, printDuration } from './units/print.ts';
import type { World } from './world.ts';

/** What the doctor is asked. */
export interface Consultation {
  readonly budgetMs: number;
  readonly runner: Runner;
  /** Program and arguments of a service that answers every request at once. */
  readonly instant: readonly [program: string, ...words: readonly string[]];
}

/** As many as tell a spread; the first one's start belongs to none of them. */
const rounds = 5;
const startupMs = 1_000;
/**
 * How a round's time is shared out. At the slow pace a second gives the hundred arrivals that a p99 needs, and has a third at least, but
 * never half of the time. Of the rest, the loads that are watched or left alone take most: a small difference needs many of them.
 */
const slowShares = [0.3, 0.45] as const;
const enoughSlowMs = 1_150;
const restShares = { fast: 0.2, work: 0.17, watched: 0.63 } as const;
const slowPerSecond = 100;
const fastPerSecond = 1_000;
const users = 20;
const connections = 100;
/** Left out at the beginning of each load at a rate, so that none pays for opening connections. */
const warmupMs = 100;
/**
 * A cycle of watched loads is about so long, a fifth of a second for each beat: machines drift, and what is compared should lie close
 * together. With more time than this many cycles take they get longer, so that the slowest beat comes into its own.
 */
const cycleMs = 800;
const mostCycles = 4;
/** Looks a second that are tried, 0 for none; through programs, as elsewhere, more than one would be another question. */
const beatsOn = (os: string): readonly number[] => (os === 'linux' ? [0, 1, 10, 50] : [0, 1]);
/** A monitor that looks only when it is asked to. */
const neverHertz = 1 / 86_400;

const driver: DriverSettings = {
  timeoutMs: 5_000,
  maxBodyBytes: 1_024,
  client: { kind: 'own' },
  trust: { ca: null, insecure: false },
  ...noSuites,
};

/** One load on the service, with so much left out at its beginning. */
type Drive = (load: Load, measuredMs: number, warmupMs: number) => Promise<Observation>;
type Load = { readonly users: number } | { readonly ratePerSecond: number };

/** What a round needs. */
interface Bench {
  readonly drive: Drive;
  readonly work: FixedWork;
  readonly pid: number;
  readonly beats: readonly number[];
  readonly world: World;
}

/** Finds out whether this machine is fit to measure on: rounds of the same few measurements against a throw-away service. */
export async function examineMachine(asked: Consultation, world: World, tell: Tell): Promise<{ checkup: Checkup; fitness: Fitness }> {
  const settings = decideService(serviceSchema.parse({ start: [...asked.instant] }), world.directory, driver.trust);
  const operation = defaultOperation('/');
  await using service = await startService(settings, world);
  await using engine = await openEngine({ target: service.target, operations: [operation], driver, surroundings: nowhere }, world);
  const drive: Drive = async (load, measuredMs, leftOutMs) => {
    const scenario = scenarioOf(load, operation.name, {
      durationMs: Math.max(warmupMs, Math.round(measuredMs)),
      warmupMs: leftOutMs,
      seed: world.seed(),
    });
    const observation = await engine.run(scenario, { signal: world.interrupted });
    world.interrupted.throwIfAborted();
    return observation;
  };

  const work = fitWork(world);
  await drive({ users }, startupMs / 2, warmupMs);
  const bench = { drive, work, pid: service.pid ?? 0, beats: beatsOn(asked.runner.os), world };
  const plannedMs = Math.max(0, asked.budgetMs - startupMs) / rounds;
  const endMs = world.now() + rounds * plannedMs;
  const measured: CheckupRound[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    // A machine that is late with one round has less for the others, but never too little to say anything.
    const roundMs = Math.max(plannedMs / 2, (endMs - world.now()) / (rounds + 1 - round));
    const told = await measureRound(bench, roundMs);
    measured.push(told);
    tell({ kind: 'note', text: `round ${round} of ${rounds}: ${summarise(told)}` });
  }
  const checkup = { runner: asked.runner, quotaCores: readQuotaCores(), rounds: measured };
  return { checkup, fitness: judgeFitness(checkup) };
}

async function measureRound(bench: Bench, roundMs: number): Promise<CheckupRound> {
  const { drive, work, world } = bench;
  const [leastShare, mostShare] = slowShares;
  const slowMs = Math.max(leastShare * roundMs, Math.min(mostShare * roundMs, enoughSlowMs));
  const restMs = roundMs - slowMs;
  const slow = await drive({ ratePerSecond: slowPerSecond }, slowMs - warmupMs, warmupMs);
  const fast = await drive({ ratePerSecond: fastPerSecond }, restShares.fast * restMs - warmupMs, warmupMs);
  const watched = await compareWatching(bench, restShares.watched * restMs);
  const alone = watched.flat().flatMap(({ reading, observation }) => (reading.hertz === 0 ? [observation] : []));
  // In our own thread; the engine sleeps meanwhile.
  const worked = await workFor(work, restShares.work * restMs, world);
  world.interrupted.throwIfAborted();
  return {
    paces: [readPace(slow, slowPerSecond), readPace(fast, fastPerSecond)],
    speed: readSpeed(alone),
    work: worked,
    watched: watched.map((cycle) => cycle.map(({ reading }) => reading)),
  };
}

interface WatchedLoad {
  readonly reading: WatchReading;
  readonly observation: Observation;
}

/** The same load in turn alone and watched, at every beat. */
async function compareWatching(bench: Bench, forMs: number): Promise<readonly (readonly WatchedLoad[])[]> {
  const { pid, beats, world } = bench;
  const cycles = Math.max(1, Math.min(mostCycles, Math.floor(forMs / cycleMs)));
  const loadMs = forMs / (cycles * beats.length);
  // It counts the service's CPU time before and after each load, when nothing is measured.
  using meter = watch(pid, world, neverHertz);
  const told: WatchedLoad[][] = [];
  for (const order of planWatching(beats, cycles, world.seed())) {
    const cycle: WatchedLoad[] = [];
    for (const hertz of order) cycle.push(await driveWatched(bench, hertz, loadMs, meter));
    told.push(cycle);
  }
  return told;
}

/** Nothing is left out at its beginning: the CPU time then belongs to the requests that are counted. */
async function driveWatched({ drive, pid, world }: Bench, hertz: number, loadMs: number, meter: Monitor): Promise<WatchedLoad> {
  const ranMs = (): number => meter.survey()?.work?.ranMs ?? Number.NaN;
  const beforeMs = ranMs();
  const running = drive({ users }, loadMs, 0);
  // The load has begun, so that the first look, which costs most, is one under load.
  using monitor = hertz === 0 ? null : watch(pid, world, hertz);
  const observation = await running;
  const looks = monitor?.readings().length ?? 0;
  monitor?.[Symbol.dispose]();
  const cpuMs = (ranMs() - beforeMs) / observation.total.requests;
  const { averageRatePerSecond: ratePerSecond, total } = observation;
  return {
    reading: { hertz, looks, ratePerSecond, p50Ms: total.responseMs.p50, cpuMsPerRequest: Number.isFinite(cpuMs) ? cpuMs : null },
    observation,
  };
}

function readPace({ arrivals, generator }: Observation, plannedPerSecond: number): PaceReading {
  return {
    plannedPerSecond,
    achievedPerSecond: arrivals?.achievedRatePerSecond ?? 0,
    lagP50Ms: generator.lagMs.p50,
    lagP99Ms: generator.lagMs.p99,
    hiccupP99Ms: generator.hiccupMs?.p99 ?? null,
    hiccupMaxMs: generator.hiccupMs?.max ?? null,
  };
}

function readSpeed(observations: readonly Observation[]): SpeedReading {
  const sum = (pick: (observation: Observation) => number): number => observations.reduce((total, one) => total + pick(one), 0);
  const requests = sum(({ total }) => total.requests);
  const [lastedMs, cpuMs] = [sum(({ durationMs }) => durationMs), sum(({ generator }) => generator.cpuMs)];
  return { ratePerSecond: perSecond(requests, lastedMs), requestsPerCpuSecond: perSecond(requests, cpuMs) };
}

function perSecond(count: number, ms: number): number {
  return ms > 0 ? count / (ms / 1_000) : 0;
}

function scenarioOf(load: Load, name: string, times: Pick<Scenario, 'durationMs' | 'warmupMs' | 'seed'>): Scenario {
  const rest = { mix: { [name]: 1 }, keys: 1, ...times };
  if ('users' in load) return { model: 'closed', users: load.users, thinkMs: 0, ...rest };
  return { model: 'open', arrivals: { pattern: 'constant', ratePerSecond: load.ratePerSecond }, connections, ...rest };
}

function summarise({ paces, speed, work }: CheckupRound): string {
  const lags = paces.map(
    ({ plannedPerSecond, lagP50Ms }) => `${printCount(plannedPerSecond)}/s ${printDuration(lagP50Ms ?? Number.NaN)} late`,
  );
  return [...lags, `${printCount(speed.ratePerSecond)} requests/s`, `${work.blocksMs.length} blocks of work`].join(' · ');
}
