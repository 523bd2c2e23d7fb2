/** Memory of a process as /proc/PID/status tells it, in bytes; null where the kernel does not say. */
export interface MemoryStatus {
  /** VmHWM: the kernel's own high-water mark of what is resident. */
  readonly peakRssBytes: number | null;
  /** RssShmem: resident pages of shared memory, whoever else holds them. */
  readonly shmemBytes: number | null;
}

export function parseMemory(status: string): MemoryStatus {
  const bytesOf = (field: string): number | null => {
    const kilobytes = numberOf(status, field);
    return kilobytes === null ? null : kilobytes * 1_024;
  };
  return { peakRssBytes: bytesOf('VmHWM'), shmemBytes: bytesOf('RssShmem') };
}

/** How often a thread gave its core away and had it taken, of /proc/PID/task/TID/status. */
export interface Switches {
  readonly voluntary: number;
  readonly involuntary: number;
}

/** Null where the kernel does not say. */
export function parseSwitches(status: string): Switches | null {
  const [voluntary, involuntary] = [numberOf(status, 'voluntary_ctxt_switches'), numberOf(status, 'nonvoluntary_ctxt_switches')];
  return voluntary === null || involuntary === null ? null : { voluntary, involuntary };
}

function numberOf(status: string, field: string): number | null {
  // A process names itself in the first line; with the line break it cannot pretend to be another field.
  const at = status.indexOf(`\n${field}:`);
  const digits = at === -1 ? undefined : /^\s*(\d+)/.exec(status.slice(at + field.length + 2, at + field.length + 40))?.[1];
  return digits === undefined ? null : Number(digits);
}
