import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { loopbackListeners, parseListeners } from '../../../src/monitor/inspector/loopback-listeners.ts';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:240D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1991358 1 0000000000000000 100 0 0 10 0
   1: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1060 1 0000000000000000 100 0 0 10 0
   2: 0100007F:8A39 0100007F:240D 01 00000000:00000000 00:00000000 00000000  1000        0 1991351 1 0000000000000000 20 4 30 10 -1
`;
const table6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000000000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 78 1 0000000000000000 100 0 0 10 0
`;

it("the kernel's tables tell who listens on loopback, and by which socket", () => {
  expect(parseListeners(table)).toEqual([['socket:[1991358]', { host: '127.0.0.1', port: 9229 }]]);
  expect(parseListeners(table6)).toEqual([['socket:[77]', { host: '[::1]', port: 8080 }]]);
  expect(parseListeners('')).toEqual([]);
  expect(parseListeners('garbage\n0: 0100007F:240D\n')).toEqual([]);
});

it('a process listens where it does, the socket it opened first in front, and nobody else does', async () => {
  const servers = [createServer(), createServer()];
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const everywhere = createServer().listen(0);
  await once(everywhere, 'listening');
  try {
    const ports = servers.map((server) => (server.address() as AddressInfo).port);
    const seen = loopbackListeners(process.pid).map(({ port }) => port);
    expect(seen.filter((port) => ports.includes(port))).toEqual(ports);
    expect(seen).not.toContain((everywhere.address() as AddressInfo).port);
    expect(loopbackListeners(process.ppid).filter(({ port }) => ports.includes(port))).toEqual([]);
  } finally {
    for (const server of [...servers, everywhere]) server.close();
  }
});

it.each([2 ** 22 + 1, -1, 0])('process %d, which is nobody, listens nowhere', (pid) => {
  expect(loopbackListeners(pid)).toEqual([]);
});
