// Answers after a known delay, by the rule it is started with (see delays.mjs), and keeps the truth about every answer: asked `forget`
// it begins anew, asked for `truthOfLastMs` it tells, asked for `connections` it counts those that are open. Requests have no body and are not pipelined.
import { createServer } from 'node:net';
import { rules } from './delays.mjs';
import { DueQueue } from './due-queue.mjs';
import { Truth } from './truth.mjs';

const name = process.argv[2];
const body = '{"id":42,"name":"plimsoll"}';
const head = `HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
const answer = Buffer.from(`${head}Connection: keep-alive\r\n\r\n${body}`);
const lastAnswer = Buffer.from(`${head}Connection: close\r\n\r\n${body}`);
const halfAnswer = answer.subarray(0, -body.length / 2);
/** Of the rule `resets`: every so many answers one says `Connection: close`, and one is broken off in its body by a reset. */
const closeEvery = 10;
const resetEvery = 50;

let dueAfter = rules[name]();
let truth = new Truth();
let answers = 0;
const queue = new DueQueue(answerOne);

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (bytes) => {
    const arrivedAt = performance.now();
    if (bytes.length >= 4 && bytes.at(-1) === 10 && bytes.at(-3) === 10) queue.add({ socket, arrivedAt, dueAt: dueAfter(arrivedAt) });
  });
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', 4_096, () => process.send({ port: server.address().port }));

process.on('disconnect', () => process.exit());
process.on('message', ({ truthOfLastMs, connections }) => {
  if (connections === true) {
    server.getConnections((_, count) => process.send({ connections: count }));
    return;
  }
  if (truthOfLastMs !== undefined) {
    process.send({ log: truth.ofLast(truthOfLastMs), ...(name === 'freeze' && { uncoordinated: truth.ofFreezes(truthOfLastMs) }) });
    return;
  }
  truth = new Truth();
  dueAfter = rules[name]();
  answers = 0;
  process.send({ forgotten: true });
});

function answerOne({ socket, arrivedAt, dueAt }) {
  if (socket.destroyed) return; // the client went away: nobody waits for it
  answers++;
  if (name === 'resets' && answers % resetEvery === closeEvery / 2) {
    socket.write(halfAnswer);
    socket.resetAndDestroy();
    return;
  }
  if (name === 'resets' && answers % closeEvery === 0) socket.end(lastAnswer);
  else socket.write(answer);
  const writtenAt = performance.now();
  truth.record(arrivedAt, writtenAt);
  if (name === 'freeze' && dueAt - arrivedAt > 5.001) truth.recordHeld(dueAt, writtenAt);
}
