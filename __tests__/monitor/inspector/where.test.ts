import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { inspectable } from '../../../src/monitor/inspector/inspectable.ts';
import { loopbackListeners } from '../../../src/monitor/inspector/loopback-listeners.ts';
import { askWhere } from '../../../src/monitor/inspector/where.ts';
import { realWorld } from '../../../src/world.ts';
import { nodes, openProgram, type Program } from './program.ts';

const world = realWorld('/', new AbortController().signal);
/** Opened on a port of its own when the signal comes, because other tests may have opened the usual one. */
const options = ['--inspect-port=127.0.0.1:0'];

const stuck = `
const { createServer } = require('node:http');
const { Worker } = require('node:worker_threads');
let asked = 0;
const soon = (call) => void setTimeout(call, 20);
function spinForEver() {
  for (;;);
}
async function tryLock() { return false; }
async function retry() { while (!(await tryLock())); }
function again() { setImmediate(again); }
const orders = {
  spin: () => soon(spinForEver),
  retry: () => soon(retry),
  turn: () => soon(again),
  wait: () => soon(function waitForNobody() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }),
  beat: () => void setInterval(function beat() {}, 25),
  lock: () => new Promise((resolve) => {
    const server = createServer(() => { asked++; }).listen(0, '127.0.0.1', () => resolve(server.address().port));
  }),
  asked: () => asked,
  work: () => new Promise((resolve) => {
    const source = 'function spinInside() { for (;;); } setTimeout(spinInside, 20);';
    new Worker(source, { eval: true }).once('online', resolve);
  }),
  listen: () => void process.on('SIGUSR1', () => { asked++; }),
};
`;

let ends: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(ends.map(async (end) => end()));
  ends = [];
});

async function start(
  node: string,
  how: { readonly options?: readonly string[]; readonly environment?: Readonly<Record<string, string>> } = { options },
): Promise<Program> {
  const program = await openProgram(stuck, { node, ...how });
  ends.push(() => program[Symbol.asyncDispose]());
  return program;
}

/** Gives an order whose work begins a little after its answer. */
async function begin(program: Program, name: string): Promise<void> {
  await program.order(name);
  await delay(200);
}

function isAlive({ pid }: { readonly pid: number }): boolean {
  return /\nState:\s+[^ZX]/.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

function run(command: string, args: readonly string[]): { readonly pid: number } {
  const child: ChildProcess = spawn(command, args, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  ends.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { pid: child.pid ?? 0 };
}

describe.each(nodes)('%s', (_name, node) => {
  it('that spins is told by the function it spins in, with and without an inspector open, and again', async () => {
    const [closed, open] = [await start(node), await start(node, { environment: inspectable({}) })];
    for (const program of [closed, open]) {
      await begin(program, 'spin');
      for (let round = 0; round < 2; round++) {
        const lines = await askWhere([program.pid], world);
        expect(lines[0]).toMatch(/^spinForEver \(service\.cjs:7:\d+\)$/);
      }
      expect(isAlive(program)).toBe(true);
      await program[Symbol.asyncDispose]();
    }
  });

  it('whose promises chase each other is told by their functions', async () => {
    const program = await start(node);
    await begin(program, 'retry');
    const lines = await askWhere([program.pid], world);
    expect(lines.join()).toMatch(/\b(?:retry|tryLock) \(service\.cjs:(?:9|10):\d+\)/);
  });

  it('that never comes to rest is told where Node works for it, if its own code was not met', async () => {
    const program = await start(node);
    await begin(program, 'turn');
    const lines = await askWhere([program.pid], world);
    expect(lines.join()).toMatch(/\bagain \(service\.cjs:11:\d+\)|\(node:internal\/\w+:\d+:\d+\)/);
  });

  it('that is blocked without using the processor is told where', async () => {
    const program = await start(node);
    await begin(program, 'wait');
    const lines = await askWhere([program.pid], world);
    expect(lines[0]).toMatch(/^waitForNobody \(service\.cjs:16:\d+\)$/);
  });

  it('that waits for promises nobody keeps is told by what keeps it alive, though a timer beats', async () => {
    const program = await start(node);
    const port = await program.order('lock');
    const asking = new AbortController();
    ends.push(() => asking.abort());
    const answers = [1, 2, 3].map(() => fetch(`http://127.0.0.1:${String(port)}/`, { signal: asking.signal }).catch(() => undefined));
    await program.order('beat');
    while ((await program.order('asked')) !== 3) await delay(10);
    const before = loopbackListeners(program.pid);
    const lines = await askWhere([program.pid], world);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^keeps alive: (?=.*\b3 × TCPSocketWrap)(?=.*\b1 × TCPServerWrap)(?=.*\b1 × Timeout)/);
    // It goes on, was not asked for anything itself, and is left as it was found.
    expect(await program.order('asked')).toBe(3);
    expect(loopbackListeners(program.pid)).toEqual(before);
    asking.abort();
    await Promise.all(answers);
  });

  it('whose worker thread spins is told by it', async () => {
    const program = await start(node);
    await begin(program, 'work');
    const lines = await askWhere([program.pid], world);
    expect(lines.join('\n')).toMatch(/in a worker thread: spinInside /);
  });

  it('that spins is found in a tree of idle ones', async () => {
    const programs = await Promise.all([start(node), start(node), start(node)]);
    await begin(programs[1], 'spin');
    const lines = await askWhere(
      programs.map(({ pid }) => pid),
      world,
    );
    expect(lines[0]).toMatch(/^spinForEver \(service\.cjs:7:\d+\)$/);
  });

  it('that has a use of its own for the signal survives', async () => {
    const program = await start(node);
    await program.order('listen');
    await askWhere([program.pid], world);
    expect(isAlive(program)).toBe(true);
    expect(await program.order('asked')).toBeLessThanOrEqual(1);
  });
});

it('nobody is sent a signal that would end them: neither another runtime, nor a program that only bears the name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-where-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  copyFileSync('/bin/sleep', join(folder, 'node'));
  const programs = [run(join(folder, 'node'), ['60']), run('python3', ['-c', 'import time; time.sleep(60)'])];
  await delay(200);
  expect(
    await askWhere(
      programs.map(({ pid }) => pid),
      world,
    ),
  ).toEqual([]);
  expect(programs.map(isAlive)).toEqual([true, true]);
});

it('nobody to ask is no error', async () => {
  expect(await askWhere([], world)).toEqual([]);
  expect(await askWhere([process.pid, 2 ** 22 + 1, 0, -1], world)).toEqual([]);
});
