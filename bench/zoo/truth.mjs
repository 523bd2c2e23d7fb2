// What a service of the zoo really loses for each operation: counted in a long run of its own, without Plimsoll.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { drive } from './drive.mjs';

const inside = fileURLToPath(new URL('inside.mjs', import.meta.url));
const mostBytes = 300 * 1_024 ** 2;
const [warmUp, most] = [20_000, 80_000];

/**
 * Bytes that each operation after the first 20 000 leaves behind, up to 80 000 or 300 MB: of Node what is alive after collections that
 * the service itself forces, of others what is resident. Operations are counted exactly, over connections that stay.
 */
export async function measureTruth({ start, runtime, operations, abandons }) {
  const port = await freePort();
  const [program, ...args] = start.split(' ');
  const isNode = runtime === 'node';
  const child = spawn(isNode ? process.execPath : program, isNode ? ['--expose-gc', '--import', inside, ...args] : args, {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'ignore', ...(isNode ? ['ipc'] : [])],
  });
  const ended = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  try {
    await ready(port);
    const mix = Object.values(operations).flatMap(({ get, weight = 1 }) => Array.from({ length: weight }, () => get));
    let done = 0;
    const upTo = async (wanted) => {
      await drive(port, wanted - done, () => mix[done++ % mix.length], abandons ? { hangUpMs: 15 } : {});
      done = wanted;
      return look(child, isNode);
    };
    const began = await upTo(500);
    const perOperation = Math.max(1, ((await upTo(1_500)) - began) / 1_000);
    const share = Math.min(abandons ? 0.05 : 1, mostBytes / (perOperation * most));
    const early = await upTo(Math.max(2_000, Math.round(warmUp * share)));
    const from = done;
    const late = await upTo(Math.max(4_000, Math.round(most * share)));
    return (late - early) / (done - from);
  } finally {
    kill();
    await ended;
    process.off('exit', kill);
  }
}

async function look(child, isNode) {
  if (!isNode) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1'))[1]) * 1_024;
  const answered = once(child, 'message');
  child.send('look');
  const [bytes] = await answered;
  return bytes;
}

async function ready(port) {
  for (let tries = 0; tries < 200; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}/health`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error(`nothing answers on port ${port}`);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
