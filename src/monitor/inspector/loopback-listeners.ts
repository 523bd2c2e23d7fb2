import { listNames, readLink, readText } from '../read-text.ts';

/** A TCP socket that listens on loopback. */
export interface Listener {
  readonly host: '127.0.0.1' | '[::1]';
  readonly port: number;
}

/** Words of the address as the kernel prints them on a little-endian machine. */
const hosts: ReadonlyMap<string, Listener['host']> = new Map([
  ['0100007F', '127.0.0.1'],
  ['00000000000000000000000001000000', '[::1]'],
]);
const mostDescriptors = 65_536;

/** Where a process listens on our own loopback, the socket it opened first in front; empty where we may not know. */
export function loopbackListeners(pid: number): readonly Listener[] {
  // In a network of its own the same port would lead to somebody else.
  if (readLink(`/proc/${pid}/ns/net`) !== readLink('/proc/self/ns/net')) return [];
  const sockets = new Map(['tcp', 'tcp6'].flatMap((table) => parseListeners(readText(`/proc/${pid}/net/${table}`) ?? '')));
  if (sockets.size === 0) return [];
  const held = descriptors(pid).flatMap((fd) => sockets.get(readLink(`/proc/${pid}/fd/${fd}`) ?? '') ?? []);
  return [...new Set(held)];
}

/** The loopback listeners of /proc/net/tcp or tcp6, by what a descriptor that holds one links to. */
export function parseListeners(table: string): readonly (readonly [string, Listener])[] {
  return table.split('\n').flatMap((row) => {
    // sl local_address rem_address st … inode; state 0A is LISTEN
    const {
      address = '',
      port = '',
      inode = '',
    } = /^\s*\d+: (?<address>\w+):(?<port>\w{4}) \w+:\w{4} 0A (?:\S+ +){5}(?<inode>\d+)/.exec(row)?.groups ?? {};
    const host = hosts.get(address);
    return host === undefined ? [] : [[`socket:[${inode}]`, { host, port: Number.parseInt(port, 16) }] as const];
  });
}

/** Lowest first: a descriptor opened earlier has a lower number. */
function descriptors(pid: number): readonly number[] {
  return (listNames(`/proc/${pid}/fd`) ?? [])
    .slice(0, mostDescriptors)
    .map(Number)
    .sort((a, b) => a - b);
}
