import { basename } from 'node:path';
import { readLink, readText } from '../read-text.ts';
import { opensInspector } from './inspectable.ts';

const sigusr1 = 10n;

/** Whether a process surely runs Node, and is not ourselves. */
export function isNode(pid: number): boolean {
  const program = readLink(`/proc/${pid}/exe`) ?? '';
  return pid !== process.pid && (['node', 'nodejs'].includes(basename(program)) || program === process.execPath);
}

/** Whether a process was told to open an inspector, as far as we may know: only then are its sockets worth a question. */
export function wasToldToInspect(pid: number): boolean {
  const told = `${readText(`/proc/${pid}/cmdline`) ?? ''}\0${readText(`/proc/${pid}/environ`) ?? ''}`;
  return told === '\0' || opensInspector(told);
}

/** Whether SIGUSR1 would be caught: Node does so to open its inspector; a process that does not would be killed by it. */
export function catchesSigusr1(pid: number): boolean {
  return maskHas(readText(`/proc/${pid}/status`) ?? '', sigusr1);
}

/** Whether the signal is in the mask of caught signals of /proc/PID/status. */
export function maskHas(status: string, signal: bigint): boolean {
  // A process names itself in the first line; with the line break it cannot pretend to be another field.
  const mask = /\nSigCgt:\s*([\da-f]{1,32})\n/.exec(status)?.[1] ?? '0';
  return ((BigInt(`0x${mask}`) >> (signal - 1n)) & 1n) === 1n;
}

/** Absolute working directory; empty where we may not know. */
export function directoryOf(pid: number): string {
  return readLink(`/proc/${pid}/cwd`) ?? '';
}

/** How long the main thread has run or has waited for a core; null where the kernel does not say. */
export function mainThreadMs(pid: number): number | null {
  const [ranNs = Number.NaN, waitedNs = Number.NaN] = readText(`/proc/${pid}/task/${pid}/schedstat`)?.split(' ').map(Number) ?? [];
  const ms = (ranNs + waitedNs) / 1e6;
  return Number.isFinite(ms) ? ms : null;
}
