import { readFileSync } from 'node:fs';
import type { Reading } from '../model/reading.ts';
import type { World } from '../world.ts';
import { openChildren } from './children.ts';
import { openCpuAccount, type CpuEntry } from './cpu-account.ts';
import { readKernelUnits } from './kernel-units.ts';
import type { Monitor } from './monitor.ts';
import type { ProcStat } from './proc-stat.ts';
import { track, type Tracked } from './tracked.ts';

/** Each costs an open file and some microseconds a beat; a tree larger than this is counted in part. */
const mostProcesses = 512;
/** The tree and the high-water marks change slowly and cost most. */
const slowMs = 1_000;

interface Watched {
  readonly process: Tracked;
  peakRssBytes: number | null;
}

/** Watches a process tree through /proc. */
export function watchLinux(rootPid: number, world: World, hertz: number): Monitor {
  const units = readKernelUnits();
  const account = openCpuAccount(uptimeSeconds() * units.ticksPerSecond);
  // In the order they were found: parents before their children.
  const watched = new Map<number, Watched>();
  const readings: Reading[] = [];
  let costMs = 0;
  let slowAt = -Infinity;

  const add = (pid: number): void => {
    const process = watched.size < mostProcesses && !watched.has(pid) ? track(pid) : null;
    if (process !== null) watched.set(pid, { process, peakRssBytes: process.readPeakRss() });
  };
  const drop = (pid: number): void => {
    watched.get(pid)?.process.close();
    watched.delete(pid);
  };
  const walk = (): void => {
    const childrenOf = openChildren();
    // A map gives what is added while it is walked, too: so this reaches grandchildren.
    for (const pid of watched.keys()) for (const child of childrenOf(pid)) add(child);
  };

  /** Reads every process not read in this look; tells whether one has ended. */
  const readAll = (stats: Map<number, ProcStat>): boolean => {
    const before = watched.size;
    for (const [pid, { process }] of watched) {
      const stat = stats.get(pid) ?? process.read();
      if (stat === null) drop(pid);
      else stats.set(pid, stat);
    }
    return watched.size < before;
  };

  const look = (atMs: number): void => {
    const stats = new Map<number, ProcStat>();
    const slow = atMs - slowAt >= slowMs;
    // Whoever has ended is dropped first, so that a number used again is found as the new process it is.
    if (readAll(stats) || slow) {
      walk();
      readAll(stats);
    }
    if (slow) slowAt = atMs;

    let [processes, rssBytes, peakRssBytes, threads] = [0, 0, 0, 0];
    let descriptors: number | null = 0;
    const entries: CpuEntry[] = [];
    for (const [pid, one] of watched) {
      const stat = stats.get(pid);
      if (stat === undefined) continue;
      entries.push({ pid, ...stat });
      // A zombie's times still count until its parent has taken them over; else there is nothing of it.
      if (stat.state === 'Z' || stat.state === 'X') continue;
      const open = one.process.countDescriptors();
      if (open === null && one.process.read() === null) continue; // it ended just now
      if (slow) one.peakRssBytes = one.process.readPeakRss() ?? one.peakRssBytes;
      const rss = stat.rssPages * units.pageBytes;
      processes += 1;
      threads += stat.threads;
      rssBytes += rss;
      peakRssBytes += Math.max(rss, one.peakRssBytes ?? 0);
      descriptors = open === null || descriptors === null ? null : descriptors + open;
    }
    const cpuMs = (account.enter(entries) * 1_000) / units.ticksPerSecond;
    if (processes === 0) return;
    readings.push({ atMs, processes, cpuMs, rssBytes, peakRssBytes: tellsPeak ? peakRssBytes : null, threads, descriptors });
  };
  const beat = (): void => {
    const atMs = world.now();
    look(atMs);
    costMs += world.now() - atMs;
  };

  add(rootPid);
  const tellsPeak = watched.get(rootPid)?.peakRssBytes !== null;
  beat();
  const timer = world.every(1_000 / hertz, beat);
  return {
    readings: () => readings,
    costMs: () => costMs,
    [Symbol.dispose]: () => {
      timer[Symbol.dispose]();
      for (const pid of watched.keys()) drop(pid);
    },
  };
}

function uptimeSeconds(): number {
  try {
    return Number.parseFloat(readFileSync('/proc/uptime', 'latin1')) || 0;
  } catch {
    return 0;
  }
}
