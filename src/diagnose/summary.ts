import type { Observation } from '../model/observation.ts';
import type { StartupReadings } from '../model/startup.ts';
import { median } from '../stats/median.ts';
import { printCount, printDuration } from '../units/print.ts';
import { sayLoad } from '../units/say-load.ts';
import type { Held } from './held.ts';

/** The startup phase in one line: `ready in 312 ms (an empty node: 41 ms), 3 starts`. */
export function summariseStart(readyMs: number, startup: StartupReadings | null): string {
  if (startup === null) return `already running, answered in ${printDuration(readyMs)}`;
  const empty = startup.emptyMs.length === 0 ? '' : ` (an empty node: ${printDuration(median(startup.emptyMs))})`;
  const starts = startup.readyMs.length;
  return `ready in ${printDuration(median(startup.readyMs))}${empty}, ${starts} ${starts === 1 ? 'start' : 'starts'}`;
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

/** What the process tree came back to once the load had stopped; sessions that are processes of their own only began with it. */
export function summariseDrain(before: Held | null, after: Held | null): string {
  if (after === null || after.descriptors === null) return 'load stopped';
  const of = before === null ? ` in ${printCount(after.processes)} ${after.processes === 1 ? 'process' : 'processes'}` : '';
  const was = before?.descriptors ?? null;
  return [
    `${printCount(after.descriptors)} descriptors${of}${was === null ? '' : ` (${printCount(was)} before the load)`}`,
    ...(after.threads === null ? [] : [`${printCount(after.threads)} threads`]),
    ...(before === null ? ['none of them before the load'] : []),
  ].join(', ');
}
