import { createServer, type RequestListener } from 'node:http';
import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { afterEach, expect, it } from 'vitest';
import { askInspectorUrl, findUrl } from '../../../src/monitor/inspector/inspector-url.ts';
import { openHeap } from '../../../src/monitor/inspector/open-heap.ts';
import { askWhere } from '../../../src/monitor/inspector/where.ts';
import { realWorld } from '../../../src/world.ts';
import { openProgram } from './program.ts';

const world = realWorld('/', new AbortController().signal);
const id = '0f0f0f0f-1234-4234-8234-0123456789ab';

let ends: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(ends.map(async (end) => end()));
  ends = [];
});

async function listen(server: Server): Promise<{ readonly host: '127.0.0.1'; readonly port: number }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const listOf = (port: number): string => JSON.stringify([{ id, webSocketDebuggerUrl: `ws://127.0.0.1:${port}/${id}` }]);

it('an inspector is known by a list whose first target is on that very port', () => {
  const found = (body: unknown): string | null => findUrl(JSON.stringify(body), '127.0.0.1', 9229);
  const url = `ws://127.0.0.1:9229/${id}`;
  expect(found([{ id, webSocketDebuggerUrl: url, title: 'service.cjs' }])).toBe(url);
  expect(found([])).toBeNull();
  expect(found({ id, webSocketDebuggerUrl: url })).toBeNull();
  expect(found([null, 'text', 1])).toBeNull();
  expect(found([{ webSocketDebuggerUrl: url }])).toBeNull();
  for (const other of [`ws://127.0.0.1:9230/${id}`, `ws://example.com:9229/${id}`, `wss://127.0.0.1:9229/${id}`, `${url}/`, 5, null])
    expect(found([{ id, webSocketDebuggerUrl: other }])).toBeNull();
  expect(found([{ id: '../x', webSocketDebuggerUrl: 'ws://127.0.0.1:9229/../x' }])).toBeNull();
  expect(findUrl('{', '127.0.0.1', 9229)).toBeNull();
});

const answers: readonly (readonly [string, RequestListener])[] = [
  ['says nothing', () => undefined],
  ['is no JSON', (_request, response) => response.end('<html>')],
  ['begins and never ends', (_request, response) => response.write('[')],
  ['is another status', (request, response) => response.writeHead(404).end(listOf(request.socket.localPort ?? 0))],
  ['leads elsewhere', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ['is too much', (request, response) => response.end(listOf(request.socket.localPort ?? 0) + ' '.repeat(70_000))],
  [
    'has no end',
    (_request, response) => {
      const more = (): boolean => response.destroyed || response.write('x'.repeat(16_384));
      response.on('drain', more);
      while (more() && !response.destroyed);
    },
  ],
  ['hangs up', (request) => request.socket.destroy()],
];

it.each(answers)('a server whose answer %s is no inspector', async (_name, answer) => {
  const listener = await listen(createServer(answer));
  expect(await askInspectorUrl(listener, 300, world)).toBeNull();
});

it('a server that speaks no HTTP is no inspector, and one that answers as an inspector does is', async () => {
  const plain = await listen(createPlainServer((socket) => socket.write('220 ready\r\n')));
  expect(await askInspectorUrl(plain, 300, world)).toBeNull();
  const server = createServer((request, response) => response.end(listOf(request.socket.localPort ?? 0)));
  const listener = await listen(server);
  expect(await askInspectorUrl(listener, 3_000, world)).toBe(`ws://127.0.0.1:${listener.port}/${id}`);
});

/** A Node that passes for one with an inspector, and answers as the given function of the socket and the parsed message does. */
const impostor = (answer: string): string => `
const { createServer } = require('node:http');
const { WebSocketServer } = require(${JSON.stringify(createRequire(import.meta.url).resolve('ws'))});
const server = createServer((request, response) => {
  const { port } = server.address();
  response.end(JSON.stringify([{ id: '${id}', webSocketDebuggerUrl: 'ws://127.0.0.1:' + port + '/${id}' }]));
});
new WebSocketServer({ server }).on('connection', (socket) => {
  socket.on('error', () => {});
  socket.on('message', (data) => (${answer})(socket, JSON.parse(String(data))));
});
const orders = { listen: () => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port))), alive: () => 1 };
`;

const right = `(socket, { id, method }) => socket.send(JSON.stringify({ id, result: method === 'Runtime.evaluate' ? RESULT : {} }))`;
const memory = (heapUsed: string): string => right.replace('RESULT', `{ result: { value: { heapUsed: ${heapUsed}, external: 1 } } }`);

it.each([
  ['never answers', `() => {}`],
  [
    'answers nonsense',
    `(socket) => { for (const text of ['', '{', '[]', 'null', '{"id":"1"}', '{"id":-1,"result":{}}', '{"method":7}']) socket.send(text); socket.send(Buffer.alloc(10)); }`,
  ],
  ['refuses everything', `(socket, { id }) => socket.send(JSON.stringify({ id, error: { code: -32601 } }))`],
  [
    'sends more than anyone would read',
    `(socket, { id }) => socket.send(JSON.stringify({ id, result: { text: 'x'.repeat(17 * 2 ** 20) } }))`,
  ],
  ['hangs up', `(socket) => socket.terminate()`],
  ['says less than nothing', memory('-5')],
  ['says more than there is', memory('1e300')],
  ['says a text', memory('"5"')],
  ['throws', right.replace('RESULT', '{ result: { value: { heapUsed: 1, external: 1 } }, exceptionDetails: {} }')],
])('a process that passes for an inspected one and %s has no heap and stands nowhere', async (_name, answer) => {
  await using program = await openProgram(impostor(answer), { environment: { SAYS: '--inspect' } });
  await program.order('listen');
  expect(await openHeap([program.pid], world)).toBeNull();
  expect(await askWhere([program.pid], world)).toEqual([]);
  expect(await program.order('alive')).toBe(1);
});

it('ports that are named are never asked', async () => {
  await using program = await openProgram(impostor(memory('5')), { environment: { SAYS: '--inspect' } });
  const port = Number(await program.order('listen'));
  expect(await openHeap([program.pid], world, [port])).toBeNull();
  await using found = await openHeap([program.pid], world, [port + 1]);
  expect(await found?.measure()).toBe(6);
});
