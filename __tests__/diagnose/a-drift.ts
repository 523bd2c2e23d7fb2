import type { Endurance } from '../../src/model/endurance.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Reading } from '../../src/model/reading.ts';
import { observe } from '../report/healthy-run.ts';

/** When the measured time of a made-up load began, on the monitor's clock. */
export const fromMs = 70_000;
export const durationMs = 20_000;
const requests = 500;

/** A steady load of 20 windows, each with 500 answers and this p95. */
export function loadOf(p95Ms: (index: number) => number | null, part: Partial<Observation> = {}): Observation {
  const windows = Array.from({ length: 20 }, (_, index) => ({
    startMs: (index * durationMs) / 20,
    durationMs: durationMs / 20,
    requests,
    errors: 0,
    p50Ms: 9 + (index % 3) / 10,
    p95Ms: p95Ms(index),
  }));
  return { ...observe(1), durationMs, windows, ...part };
}

/** Ten readings a window; each window's operations cost this much CPU time, and memory is this large at its end. */
export function readingsOf(cpuMsPerOperation: (index: number) => number, rssBytes: (index: number) => number): readonly Reading[] {
  const stepMs = durationMs / 200;
  let cpuMs = 1_234;
  return Array.from({ length: 203 }, (_, index) => {
    const window = Math.floor((index - 2) / 10);
    if (index > 0) cpuMs += (cpuMsPerOperation(window) * requests) / 10;
    return {
      atMs: fromMs - stepMs + index * stepMs,
      processes: 1,
      cpuMs,
      rssBytes: rssBytes(window),
      sharedBytes: null,
      vmsBytes: null,
      peakRssBytes: null,
      threads: 11,
      descriptors: 21,
    };
  });
}

/** Batches of one process; each is told by its index. */
export function enduranceOf(count: number, batch: (index: number) => Partial<Endurance['batches'][number]>): Endurance {
  const batches = Array.from({ length: count }, (_, index) => ({
    operations: 500 * (index + 1),
    abandoned: 0,
    requests: 500,
    errors: 0,
    p50Ms: 4,
    p95Ms: 9,
    cpuMs: 100,
    heapBytes: null,
    rssBytes: 60e6,
    descriptors: 21,
    threads: 11,
    sockets: 5,
    processes: 1,
    ...batch(index),
  }));
  return { by: 'rss', mode: 'answered', attempt: 1, durationMs: 8_000, batches };
}
