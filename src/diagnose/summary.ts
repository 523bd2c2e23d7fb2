import type { Observation } from '../model/observation.ts';
import type { Reading } from '../model/reading.ts';
import { printCount, printDuration } from '../units/print.ts';
import { sayLoad } from '../units/say-load.ts';

/** The startup phase in one line. */
export function summariseStart(started: boolean, readyMs: number): string {
  return started ? `ready in ${printDuration(readyMs)}` : `already running, answered in ${printDuration(readyMs)}`;
}

/** The warm-up in one line. */
export function summariseWarmup(tookMs: number, isSteady: boolean): string {
  return isSteady ? `steady after ${printDuration(tookMs)}` : `no steady state within ${printDuration(tookMs)}`;
}

/** The reference workload in one line. */
export function summariseLoad({ scenario, total, averageRatePerSecond }: Observation): string {
  const { p50, p95, p99 } = total.responseMs;
  const latencies = Object.entries({ p50, p95, p99 }).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${printDuration(value)}`],
  );
  return [sayLoad(scenario), `${printCount(averageRatePerSecond)}/s`, ...latencies, `${printCount(total.errors)} errors`].join(' · ');
}

/** What the process tree came back to once the load had stopped. */
export function summariseDrain(readings: readonly Reading[]): string {
  const last = readings.at(-1);
  const first = readings[0];
  if (last === undefined || first === undefined || last.descriptors === null) return 'load stopped';
  return `${last.descriptors} descriptors (${first.descriptors ?? '?'} before the load), ${last.threads ?? '?'} threads`;
}
