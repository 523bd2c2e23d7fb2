/** One line of /proc/net/tcp or tcp6. */
export interface TcpRow {
  readonly localPort: number;
  /** As in the kernel's tcp_states.h: 1 is established, 10 is listening. */
  readonly state: number;
  /** 0 once no process holds it. */
  readonly inode: number;
}

const [lineBreak, space, colon] = [0x0a, 0x20, 0x3a];
/** Sockets that wait out their time belong to nobody, and can be most of the lines. */
const timeWait = 6;

/**
 * Calls back for every whole line of the table that may have an owner, its bytes as they come. The columns before the state are as wide
 * as the addresses: `sl: local:port remote:port st tx:rx tr:when retrnsmt uid timeout inode …`.
 */
export function scanTcpTable(bytes: Uint8Array, hear: (row: TcpRow) => void): void {
  for (let at = bytes.indexOf(lineBreak) + 1; at > 0 && at < bytes.length;) {
    const end = bytes.indexOf(lineBreak, at);
    if (end === -1) return;
    const number = bytes.indexOf(colon, at);
    const port = bytes.indexOf(colon, number + 1);
    const remotePort = bytes.indexOf(colon, port + 1);
    // Four digits and a space after each port's colon.
    const state = remotePort + 6;
    if (number !== -1 && port !== -1 && remotePort !== -1 && state < end) {
      const its = parseNumber(bytes, state, 16);
      // After the state come five columns, then the inode.
      if (its !== timeWait)
        hear({ localPort: parseNumber(bytes, port + 1, 16), state: its, inode: parseNumber(bytes, skip(bytes, state, 6, end), 10) });
    }
    at = end + 1;
  }
}

/** Where the column begins that lies so many columns further. */
function skip(bytes: Uint8Array, from: number, columns: number, end: number): number {
  let at = from;
  for (let column = 0; column < columns; column++) {
    while (at < end && bytes[at] !== space) at++;
    while (at < end && bytes[at] === space) at++;
  }
  return at;
}

function parseNumber(bytes: Uint8Array, from: number, base: 10 | 16): number {
  let value = 0;
  for (let at = from; ; at++) {
    const byte = bytes[at] ?? space;
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : byte >= 0x41 && byte <= 0x46 ? byte - 0x37 : base;
    if (digit >= base) return value;
    value = value * base + digit;
  }
}
