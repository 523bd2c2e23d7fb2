// Does not end its side of a connection when the client has ended its own: each stays in CLOSE_WAIT.
import { createServer } from 'node:net';

const answer = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';
const open = new Set();

createServer({ allowHalfOpen: true }, (socket) => {
  open.add(socket);
  socket.on('data', (bytes) => socket.write(answer.repeat(bytes.toString('latin1').split('\r\n\r\n').length - 1)));
  socket.on('error', () => undefined);
}).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
