import { groupsOf, readInGroup } from './control-groups.ts';
import { readText } from './read-text.ts';

/** Bytes that the control groups of a process leave it, groups above them included; null where nothing limits it. */
export function readMemoryLimit(pid: number, read: (file: string) => string | null = readText): number | null {
  const limits = groupsOf(read(`/proc/${pid}/cgroup`), 'memory').map((group) =>
    Number(readInGroup(group, group.version === 2 ? 'memory.max' : 'memory.limit_in_bytes', read) ?? Number.NaN),
  );
  // `max`, or in version 1 a number beyond any memory, is no limit.
  const known = limits.filter((limit) => Number.isSafeInteger(limit) && limit > 0);
  return known.length === 0 ? null : Math.min(...known);
}
