import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { scanTcpTable, type TcpRow } from '../../src/monitor/tcp-table.ts';

const row = fc.record({
  localPort: fc.nat(65_535),
  remotePort: fc.nat(65_535),
  state: fc.integer({ min: 1, max: 12 }),
  inode: fc.nat({ max: 2 ** 32 }),
  six: fc.boolean(),
  number: fc.nat(100_000),
  rest: fc.nat(2 ** 31),
});

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** A line as net/ipv4/tcp_ipv4.c and net/ipv6/tcp_ipv6.c print it; version 4 fills up to 149 columns. */
function print({ localPort, remotePort, state, inode, six, number, rest }: typeof row extends fc.Arbitrary<infer T> ? T : never): string {
  const address = six ? '0000000000000000FFFF00000100007F' : '0100007F';
  const ends = `${address}:${hex(localPort, 4)} ${address}:${hex(remotePort, 4)}`;
  const line = `${String(number).padStart(4)}: ${ends} ${hex(state, 2)} ${hex(rest, 8)}:00000000 02:${hex(rest, 8)} 00000000 ${String(rest).padStart(5)} ${String(0).padStart(8)} ${inode} 2 00000000954fd9df 20 4 30 10 -1`;
  return six ? line : line.padEnd(149);
}

function scan(text: string): readonly TcpRow[] {
  const heard: TcpRow[] = [];
  scanTcpTable(Buffer.from(text), (one) => heard.push(one));
  return heard;
}

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

it('every line is heard with its port, state and inode, except those that nobody owns any more', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const told = rows.filter(({ state }) => state !== 6).map(({ localPort, state, inode }) => ({ localPort, state, inode }));
      expect(scan(head + rows.map((one) => `${print(one)}\n`).join(''))).toEqual(told);
    }),
  );
});

it('a line that was cut off is none, and bytes that are no table are no error', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), fc.integer({ min: 1, max: 150 }), (rows, cut) => {
      const whole = head + rows.map((one) => `${print(one)}\n`).join('');
      expect(scan(whole.slice(0, -Math.min(cut, 100))).length).toBeLessThanOrEqual(scan(whole).length);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => scanTcpTable(bytes, () => undefined)));
  expect(scan('')).toEqual([]);
  expect(scan(head)).toEqual([]);
});
