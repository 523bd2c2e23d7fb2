import { judgeFitness } from './diagnose/fitness/judge.ts';
import { defaultOperation } from './driver/settings.ts';
import { openEngine } from './load/engine.ts';
import type { Checkup, CheckupRound, PaceReading, SpeedReading } from './model/checkup.ts';
import type { DriverSettings } from './model/driver-settings.ts';
import type { Fitness } from './model/fitness.ts';
import type { Observation } from './model/observation.ts';
import type { Runner } from './model/run.ts';
import type { Scenario } from './model/scenario.ts';
import { readQuotaCores } from './monitor/quota.ts';
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
/** How a round's time is shared out. At the slow pace a second gives the hundred arrivals that a p99 needs. */
const shares = { slow: 0.45, fast: 0.2, speed: 0.2, work: 0.15 } as const;
const slowPerSecond = 100;
const fastPerSecond = 1_000;
const users = 20;
const connections = 100;
/** Left out at the beginning of each load, so that none pays for opening connections. */
const warmupMs = 100;

const driver: DriverSettings = {
  timeoutMs: 5_000,
  maxBodyBytes: 1_024,
  client: { kind: 'own' },
  trust: { ca: null, insecure: false },
};

/** One measurement of a round. */
type Drive = (load: Load, measuredMs: number) => Promise<Observation>;
type Load = { readonly users: number } | { readonly ratePerSecond: number };

/** Finds out whether this machine is fit to measure on: rounds of the same few measurements against a throw-away service. */
export async function examineMachine(asked: Consultation, world: World, tell: Tell): Promise<{ checkup: Checkup; fitness: Fitness }> {
  const settings = decideService(serviceSchema.parse({ start: [...asked.instant] }), world.directory, driver.trust);
  const operation = defaultOperation('/');
  await using service = await startService(settings, world);
  await using engine = await openEngine(service.target, [operation], driver, world);
  const drive: Drive = async (load, measuredMs) => {
    const scenario = scenarioOf(load, operation.name, measuredMs, world.seed());
    const observation = await engine.run(scenario, { signal: world.interrupted });
    world.interrupted.throwIfAborted();
    return observation;
  };

  const work = fitWork(world);
  await drive({ users }, startupMs / 2);
  const roundMs = Math.max(0, asked.budgetMs - startupMs) / rounds;
  const measured: CheckupRound[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const told = await measureRound(drive, work, roundMs, world);
    measured.push(told);
    tell({ kind: 'note', text: `round ${round} of ${rounds}: ${summarise(told)}` });
  }
  const checkup = { runner: asked.runner, quotaCores: readQuotaCores(), rounds: measured };
  return { checkup, fitness: judgeFitness(checkup) };
}

async function measureRound(drive: Drive, work: FixedWork, roundMs: number, world: World): Promise<CheckupRound> {
  const slow = await drive({ ratePerSecond: slowPerSecond }, shares.slow * roundMs - warmupMs);
  const fast = await drive({ ratePerSecond: fastPerSecond }, shares.fast * roundMs - warmupMs);
  const speed = await drive({ users }, shares.speed * roundMs - warmupMs);
  // In our own thread; the engine sleeps meanwhile.
  const worked = await workFor(work, shares.work * roundMs, world);
  world.interrupted.throwIfAborted();
  return { paces: [readPace(slow, slowPerSecond), readPace(fast, fastPerSecond)], speed: readSpeed(speed), work: worked };
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

function readSpeed({ averageRatePerSecond, total, generator }: Observation): SpeedReading {
  const requestsPerCpuSecond = generator.cpuMs > 0 ? total.requests / (generator.cpuMs / 1_000) : 0;
  return { ratePerSecond: averageRatePerSecond, requestsPerCpuSecond };
}

function scenarioOf(load: Load, name: string, measuredMs: number, seed: number): Scenario {
  const rest = { mix: { [name]: 1 }, keys: 1, durationMs: Math.max(warmupMs, Math.round(measuredMs)), warmupMs, seed };
  if ('users' in load) return { model: 'closed', users: load.users, thinkMs: 0, ...rest };
  return { model: 'open', arrivals: { pattern: 'constant', ratePerSecond: load.ratePerSecond }, connections, ...rest };
}

function summarise({ paces, speed, work }: CheckupRound): string {
  const lags = paces.map(
    ({ plannedPerSecond, lagP50Ms }) => `${printCount(plannedPerSecond)}/s ${printDuration(lagP50Ms ?? Number.NaN)} late`,
  );
  return [...lags, `${printCount(speed.ratePerSecond)} requests/s`, `${work.blocksMs.length} blocks of work`].join(' · ');
}
