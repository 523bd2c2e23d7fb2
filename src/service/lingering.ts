import { readFileSync } from 'node:fs';

const listening = '0A';

/**
 * Whether connections to a port, closed ones included, may keep it from a program that starts and does not ask to share it: the side
 * that closes first holds the port for up to a minute after. True as well where the kernel does not tell.
 */
export function mayLinger(port: number): boolean {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(read).filter((table) => table !== null);
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const fields = tables.flatMap((table) => table.split('\n').slice(1)).map((row) => row.trim().split(/\s+/));
  // sl local_address rem_address st …
  return tables.length === 0 || fields.some((row) => row[1]?.endsWith(suffix) === true && row[3] !== listening);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
