import { readFileSync } from 'node:fs';

/** Whether a process of that number lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // The dead that nobody has collected yet are there still.
    return process.platform !== 'linux' || !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
