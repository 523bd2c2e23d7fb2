import type { Config } from '../config/schema.ts';
import { measuredCpuMs } from '../diagnose/measure-metrics.ts';
import { referenceScenario } from '../load/reference.ts';
import { findTrouble } from '../load/self-check.ts';
import type { Observation } from '../model/observation.ts';
import type { Rig } from '../rig.ts';
import { glance } from './glance.ts';

/** One service's half of a block. */
export interface Half {
  readonly observation: Observation;
  /** CPU time of the service for each operation, in milliseconds; null where nobody could see. */
  readonly cpuMsPerOperation: number | null;
  /** Whether our own measuring, or the runner, was in the way: then what it says is not the service's. */
  readonly spoiled: boolean;
}

export interface HalfTimes {
  /** In which connections are opened; left out of latencies and rate. */
  readonly settleMs: number;
  readonly durationMs: number;
}

/** Loads a service with the reference mix for a moment; null when it died or got stuck. */
export async function runHalf(
  rig: Rig,
  { load, operations }: Config,
  { settleMs, durationMs }: HalfTimes,
  seed: number,
): Promise<Half | null> {
  const scenario = referenceScenario(load, operations, { warmupMs: settleMs, durationMs }, seed);
  const before = await glance(rig.monitor);
  // The last word counts everything that was answered, as the kernel counts all that was computed.
  let answered = 0;
  const { observation, hang } = await rig.run(scenario, (progress) => {
    answered = progress.answered;
  });
  const after = await glance(rig.monitor);
  if (hang !== null || rig.service.ending() !== null) return null;
  const ranMs = workBetween(before, after);
  return {
    observation,
    cpuMsPerOperation: ranMs === null || answered === 0 ? measuredCpuMs(observation.total) : ranMs / answered,
    spoiled: findTrouble(observation) !== null,
  };
}

type Glanced = Awaited<ReturnType<typeof glance>>;

/** Nanoseconds of the scheduler where it keeps them, else the kernel's ticks. */
function workBetween(before: Glanced, after: Glanced): number | null {
  const [from, to] = [before.survey?.work ?? null, after.survey?.work ?? null];
  if (from !== null && to !== null) return to.ranMs - from.ranMs;
  return before.reading === null || after.reading === null ? null : after.reading.cpuMs - before.reading.cpuMs;
}
