import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** Whether a port is surely held by a process outside `pids`; false also where the kernel does not tell. Linux only. */
export function isHeldByAnother(port: number, pids: readonly number[]): boolean {
  const sockets = listeners(port);
  return sockets.size > 0 && !pids.some((pid) => holdsAny(pid, sockets));
}

/** Inodes of the sockets that listen on a port. */
function listeners(port: number): ReadonlySet<string> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => read(path).split('\n').slice(1));
  const fields = rows.map((row) => row.trim().split(/\s+/));
  // sl local_address rem_address st … inode; state 0A is LISTEN
  return new Set(fields.filter((row) => row[1]?.endsWith(suffix) === true && row[3] === '0A').map((row) => `socket:[${row[9]}]`));
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

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
