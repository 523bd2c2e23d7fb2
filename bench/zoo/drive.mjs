// The plainest client there is: so many requests one after another on each of so many connections.
import { connect } from 'node:net';

/** Sends `operations` requests over `connections` connections; resolves when all are answered, or, to `hangUp`, all were given up. */
export async function drive(port, operations, pick, { connections = 20, hangUpMs = 0 } = {}) {
  let left = operations;
  const one = async () => {
    while (left > 0) {
      if (hangUpMs > 0) left -= 1;
      await (hangUpMs > 0 ? abandon(port, pick(), hangUpMs) : converse(port, () => (left-- > 0 ? pick() : null)));
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
}

/** Asks for the next path whenever an answer is whole, until there is none. */
function converse(port, next) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let read = '';
    const ask = () => {
      const path = next();
      if (path === null) socket.end();
      else socket.write(request(path));
    };
    socket.on('connect', ask).on('error', reject).on('close', resolve);
    socket.on('data', (bytes) => {
      read += bytes.toString('latin1');
      const body = read.indexOf('\r\n\r\n') + 4;
      if (body < 4 || read.length < body + Number(/content-length: (\d+)/i.exec(read.slice(0, body))?.[1] ?? 0)) return;
      read = '';
      ask();
    });
  });
}

function abandon(port, path, afterMs) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(request(path));
      setTimeout(() => socket.destroy(), afterMs);
    });
    socket.on('error', reject).on('close', resolve);
  });
}

function request(path) {
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`;
}
