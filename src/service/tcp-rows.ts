import { readFileSync } from 'node:fs';

/** A TCP socket of this machine whose local end is a certain port. */
export interface TcpRow {
  readonly isListening: boolean;
  /** What a descriptor that holds it links to. */
  readonly link: string;
}

/** The sockets at a port, closed ones that still hold it included; null where the kernel does not tell. */
export function rowsAt(port: number): readonly TcpRow[] | null {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(read).filter((table) => table !== null);
  if (tables.length === 0) return null;
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const fields = tables.flatMap((table) => table.split('\n').slice(1)).map((row) => row.trim().split(/\s+/));
  // sl local_address rem_address st … inode; state 0A is LISTEN
  return fields
    .filter((row) => row[1]?.endsWith(suffix) === true)
    .map((row) => ({ isListening: row[3] === '0A', link: `socket:[${row[9]}]` }));
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
