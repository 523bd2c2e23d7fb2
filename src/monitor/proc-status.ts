/** VmHWM of /proc/PID/status in bytes: the kernel's own high-water mark; null where it does not say. */
export function parsePeakRss(status: string): number | null {
  // A process names itself in the first line; with the line break it cannot pretend to be another field.
  const match = /\nVmHWM:\s*(\d+) kB/.exec(status);
  return match === null ? null : Number(match[1]) * 1_024;
}
