import type { Look } from '../model/look.ts';
import type { Latency } from '../model/observation.ts';
import { jsonText } from './json-text.ts';

/**
 * `plimsoll load --json`. The keys up to `self` are promised to stay; times are in milliseconds, rates per second of measured
 * time. In an open load `ratePerSecond` is the rate at which requests left, beside the one that was planned.
 */
export function tellLookJson({ observation, self }: Look): string {
  const { total, durationMs, arrivals, generator, windows, peakRatePerSecond, averageRatePerSecond, scenario, ended } = observation;
  return jsonText({
    requests: total.requests,
    errors: total.errors,
    errorKinds: total.errorKinds,
    durationMs,
    ratePerSecond: arrivals?.achievedRatePerSecond ?? averageRatePerSecond,
    ...(arrivals === null ? {} : { plannedRatePerSecond: arrivals.plannedRatePerSecond }),
    responseMs: block(total.responseMs),
    serviceMs: block(total.serviceMs),
    lagMs: block(generator.lagMs),
    cpuMs: generator.cpuMs,
    self: { generator: self.generator, runner: self.runner },
    ...(arrivals === null ? {} : { arrivals }),
    generator: {
      engines: generator.engines,
      utilisation: generator.utilisation,
      cpuShare: generator.cpuShare,
      runQueueShare: generator.runQueueShare,
      lateMs: block(generator.lateMs),
      hiccupMs: generator.hiccupMs === null ? null : block(generator.hiccupMs),
    },
    ended,
    seed: scenario.seed,
    bytes: total.bytes,
    peakRatePerSecond,
    errorExamples: total.errorExamples,
    windows,
    histogram: total.histogram,
  });
}

function block({ min, mean, p50, p75, p90, p95, p99, p999, max }: Latency): unknown {
  return { min, mean, p50, p75, p90, p95, p99, p999, max };
}
