import type { Checkup, CheckupRound, PaceReading, WatchReading } from '../../../src/model/checkup.ts';

export function pace(plannedPerSecond: number, given: Partial<PaceReading> = {}): PaceReading {
  return {
    plannedPerSecond,
    achievedPerSecond: plannedPerSecond,
    lagP50Ms: 0.1,
    lagP99Ms: 0.9,
    hiccupP99Ms: 0.5,
    hiccupMaxMs: 4,
    ...given,
  };
}

/** A load looked at so often, on a service that does not mind. */
export function watched(hertz: number, given: Partial<WatchReading> = {}): WatchReading {
  return { hertz, looks: hertz, ratePerSecond: 40_000, p50Ms: 0.4, cpuMsPerRequest: 0.02, ...given };
}

export function round(given: Partial<CheckupRound> = {}): CheckupRound {
  return {
    paces: [pace(100), pace(1_000)],
    speed: { ratePerSecond: 40_000, requestsPerCpuSecond: 60_000 },
    work: { blocksMs: [5, 5.01, 4.99, 5], runQueueShare: 0.01 },
    watched: [[watched(10), watched(0), watched(50), watched(1)]],
    ...given,
  };
}

/** A quiet machine of four cores, but for what is given. */
export function aCheckup(given: Partial<Checkup> = {}): Checkup {
  return {
    runner: { os: 'linux', arch: 'x64', cpuModel: 'AMD EPYC 7763', cores: 4, memoryBytes: 16 * 1024 ** 3, node: '24.1.0', image: '' },
    quotaCores: null,
    rounds: Array.from({ length: 5 }, () => round()),
    ...given,
  };
}
