// The cheapest HTTP server we know how to write: it looks for the end of a request and writes the same 63 bytes of JSON every time.
// It stands in for any service in benchmarks of clients, so it must cost much less than they do. No pipelining, no bodies.
import { createServer } from 'node:net';

const body = '{"id":42,"name":"plimsoll","load":[1,10,100],"safe":true,"v":1}';
let answer = Buffer.alloc(0);
setInterval(tellTime, 1_000);
tellTime();

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (bytes) => {
    if (endsHead(bytes)) socket.write(answer);
  });
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());

/** A request without a body ends with an empty line. Our clients' requests are far below one segment, so none comes in two parts. */
function endsHead(bytes) {
  const { length } = bytes;
  return length >= 4 && bytes[length - 1] === 10 && bytes[length - 3] === 10;
}

function tellTime() {
  answer = Buffer.from(
    `HTTP/1.1 200 OK\r\nServer: bench\r\nDate: ${new Date().toUTCString()}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: keep-alive\r\n\r\n${body}`,
  );
}
