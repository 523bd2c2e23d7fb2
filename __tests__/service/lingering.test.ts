import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { findFreePort } from '../../src/service/port.ts';
import { mayLinger } from '../../src/service/lingering.ts';

it('a port lingers when its own side closed a connection first, and only then', async () => {
  const server = createServer((socket) => socket.end('bye'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(mayLinger(port)).toBe(false);
  const socket = connect({ port, host: '127.0.0.1' });
  socket.resume();
  await once(socket, 'close');
  server.close();
  await once(server, 'close');
  expect(mayLinger(port)).toBe(true);
  expect(mayLinger(await findFreePort())).toBe(false);
});
