// Asks another service in every 50th request over a connection that it never ends.
import { connect, createServer } from 'node:net';
import { counter, serve } from '../serve.mjs';

const other = createServer((socket) => socket.on('error', () => undefined).on('data', () => socket.write('ok')));
other.listen(0, '127.0.0.1');
const next = counter();

serve({
  '/query': () => {
    if (next() % 50 === 49)
      connect(other.address().port, '127.0.0.1')
        .on('error', () => undefined)
        .write('query');
    return { ok: true };
  },
});
