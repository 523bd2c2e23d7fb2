// Keeps up to 40 connections to another service, and opens one more every 80 requests until there are so many.
import { connect, createServer } from 'node:net';
import { counter, serve } from '../serve.mjs';

const other = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
const next = counter();
const pool = [];

serve({
  '/query': () => {
    if (next() % 80 === 0 && pool.length < 40) pool.push(connect(other.address().port, '127.0.0.1').on('error', () => undefined));
    return { connections: pool.length };
  },
});
