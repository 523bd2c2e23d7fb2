import { readdirSync, readlinkSync } from 'node:fs';
import { rowsAt } from './tcp-rows.ts';

/** Whether a port is surely held by a process outside `pids`; false also where the kernel does not tell. Linux only. */
export function isHeldByAnother(port: number, pids: readonly number[]): boolean {
  const sockets = listeners(port);
  return sockets.size > 0 && !pids.some((pid) => holdsAny(pid, sockets));
}

/** What descriptors link to that hold a socket which listens on a port. */
function listeners(port: number): ReadonlySet<string> {
  return new Set((rowsAt(port) ?? []).filter(({ isListening }) => isListening).map(({ link }) => link));
}

function holdsAny(pid: number, sockets: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((fd) => sockets.has(linkOf(`${folder}/${fd}`)));
  } catch {
    return false; // it ended meanwhile, or is not ours to look into
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // closed meanwhile
  }
}
