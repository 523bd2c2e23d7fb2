import type { Pressure } from '../model/reading.ts';
import { groupsOf, readInGroup, type ControlGroup } from './control-groups.ts';
import { readText } from './read-text.ts';

type Read = (file: string) => string | null;

/** Opens a look at what a process' control groups and the machine have counted so far. */
export function openPressure(pid: number, read: Read = readText): () => Pressure {
  const groups = read(`/proc/${pid}/cgroup`);
  const forCpu = groupsOf(groups, 'cpu');
  const forMemory = groupsOf(groups, 'memory');
  const ours = groupsOf(read('/proc/self/cgroup'), 'memory');
  // The nearest of each version is the process' own; where both are mounted only one of them has the controller.
  const own = ([1, 2] as const).flatMap((version) => forMemory.find((group) => group.version === version) ?? []);
  // Ours are listed with all above them: a group that is among them counts us too.
  const apart = own.filter((group) => !ours.some(({ version, path }) => version === group.version && path === group.path));
  return () => ({
    throttledMs: readThrottledMs(forCpu, read),
    groupPeakBytes: firstKnown(apart, ({ version }) => (version === 1 ? 'memory.max_usage_in_bytes' : 'memory.peak'), wholeNumber, read),
    oomKills: firstKnown(
      own,
      ({ version }) => (version === 1 ? 'memory.oom_control' : 'memory.events'),
      (text) => fieldOf(text, 'oom_kill'),
      read,
    ),
    cpuStallMs: readStallMs('cpu', read),
    memoryStallMs: readStallMs('memory', read),
    ioStallMs: readStallMs('io', read),
  });
}

/** Summed over the group and all above it: whichever spends its quota stops everybody below. */
function readThrottledMs(groups: readonly ControlGroup[], read: Read): number | null {
  const known = groups.flatMap((group) => {
    const text = readInGroup(group, 'cpu.stat', read);
    const ms = group.version === 2 ? scaled(fieldOf(text, 'throttled_usec'), 1e-3) : scaled(fieldOf(text, 'throttled_time'), 1e-6);
    return ms ?? [];
  });
  return known.length === 0 ? null : known.reduce((sum, ms) => sum + ms, 0);
}

function firstKnown(
  groups: readonly ControlGroup[],
  nameOf: (group: ControlGroup) => string,
  parse: (text: string) => number | null,
  read: Read,
): number | null {
  for (const group of groups) {
    const text = readInGroup(group, nameOf(group), read);
    const value = text === null ? null : parse(text);
    if (value !== null) return value;
  }
  return null;
}

/** The line `some avg10=0.00 avg60=0.00 avg300=0.00 total=123`, in microseconds; there is none where the kernel keeps no account of it. */
function readStallMs(resource: 'cpu' | 'memory' | 'io', read: Read): number | null {
  const total = /^some .*\btotal=(\d+)$/m.exec(read(`/proc/pressure/${resource}`) ?? '')?.[1];
  return total === undefined ? null : Number(total) / 1_000;
}

/** The value in a file of lines such as `oom_kill 3`. */
function fieldOf(text: string | null, name: string): number | null {
  const value = new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1];
  return value === undefined ? null : Number(value);
}

function wholeNumber(text: string): number | null {
  return /^\d+\s*$/.test(text) ? Number(text) : null;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
