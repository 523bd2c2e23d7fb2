import type { Reading, Survey } from '../model/reading.ts';
import type { SimulatedService } from '../simulation/service.ts';
import type { World } from '../world.ts';
import type { Monitor } from './monitor.ts';

const beatMs = 100;
/** Files that any process has open. */
const files = 10;

/** Watches a service that does not exist, as often and as closely as one that does. To look costs nothing there. */
export function watchSimulated(service: SimulatedService, world: World): Monitor {
  const readings: Reading[] = [];
  const surveys: Survey[] = [];
  let open = true;
  let peakBytes = service.rssBytes;
  const beat = (): void => {
    if (!open || !service.lives) return;
    const { rssBytes, cpuMs, threads, connections } = service;
    peakBytes = Math.max(peakBytes, rssBytes);
    const descriptors = files + connections;
    const memory = { rssBytes, sharedBytes: 0, vmsBytes: rssBytes, peakRssBytes: peakBytes };
    readings.push({ atMs: world.now(), processes: 1, cpuMs, ...memory, threads, descriptors });
  };
  const survey = (how?: 'with-sockets'): Survey | null => {
    beat();
    if (!open || !service.lives) return null;
    const { connections, cpuMs } = service;
    const now: Survey = {
      atMs: world.now(),
      processes: 1,
      descriptors: { files, sockets: connections, pipes: 0, others: 0 },
      sockets: how === undefined ? null : { established: connections, listening: 0, closeWait: 0, passing: 0, others: 0 },
      work: { ranMs: cpuMs, waitedMs: 0, voluntarySwitches: 0, involuntarySwitches: 0 },
      pressure: {
        throttledMs: null,
        groupPeakBytes: null,
        oomKills: null,
        cpuStallMs: null,
        memoryStallMs: null,
        ioStallMs: null,
      },
    };
    surveys.push(now);
    return now;
  };
  beat();
  const timer = world.every(beatMs, beat);
  return {
    readings: () => readings,
    surveys: () => surveys,
    survey,
    refresh: () => Promise.resolve(),
    mark: () => {
      peakBytes = service.rssBytes;
    },
    pids: () => [],
    costMs: () => 0,
    [Symbol.dispose]: () => {
      open = false;
      timer[Symbol.dispose]();
    },
  };
}
