import { afterEach, describe, expect, it } from 'vitest';
import { inspectable } from '../../../src/monitor/inspector/inspectable.ts';
import { openHeap } from '../../../src/monitor/inspector/open-heap.ts';
import { realWorld } from '../../../src/world.ts';
import { nodes, openProgram, type Program } from './program.ts';

const world = realWorld('/', new AbortController().signal);
const megabyte = 2 ** 20;

const keeper = `
const { Worker } = require('node:worker_threads');
const kept = [];
const workers = [];
function rememberText(count) {
  for (let number = 0; number < count; number++) kept.push(Buffer.alloc(1024, 97).toString('latin1'));
}
class Holder { constructor(number) { this.number = number; this.list = [number]; } }
const orders = {
  text: (count) => rememberText(count),
  buffers: (count) => { for (let number = 0; number < count; number++) kept.push(Buffer.alloc(10240)); },
  forget: () => void (kept.length = 0),
  waste: (count) => { for (let number = 0; number < count; number++) new Array(1000).fill(number); },
  log: (count) => { for (let number = 0; number < count; number++) console.error({ list: new Array(1000).fill(number) }); },
  work: (count) => new Promise((resolve) => {
    const source = 'const kept = []; const { parentPort } = require("node:worker_threads"); parentPort.on("message", (count) => { for (let number = 0; number < count; number++) kept.push(Buffer.alloc(10240)); parentPort.postMessage(kept.length); });';
    workers[0] ??= new Worker(source, { eval: true });
    workers[0].once('message', resolve);
    workers[0].postMessage(count);
  }),
  dismiss: () => workers.pop().terminate(),
  exit: () => process.exit(7),
};
`;

let open: Program[] = [];
afterEach(async () => {
  await Promise.all(open.map((program) => program[Symbol.asyncDispose]()));
  open = [];
});

async function start(node: string): Promise<Program> {
  const program = await openProgram(keeper, { node, environment: inspectable({}) });
  open.push(program);
  return program;
}

/** What the order adds to live memory, in bytes. */
async function growth(heap: { measure(): Promise<number | null> }, act: () => Promise<unknown>): Promise<number> {
  const before = await heap.measure();
  await act();
  const after = await heap.measure();
  return (after ?? Number.NaN) - (before ?? Number.NaN);
}

describe.each(nodes)('the live memory of %s', (_name, node) => {
  it('grows by what is retained, on the heap and outside of it, and by nothing that is not', async () => {
    const program = await start(node);
    await using heap = await openHeap([program.pid], world);
    expect(heap).not.toBeNull();
    if (heap === null) return;
    await growth(heap, () => program.order('text', 100));
    for (const [name, count] of [
      ['text', 10_240],
      ['buffers', 1_024],
    ] as const) {
      const bytes = await growth(heap, () => program.order(name, count));
      expect(bytes).toBeGreaterThan(10 * megabyte);
      expect(bytes).toBeLessThan(11 * megabyte);
    }
    expect(Math.abs(await growth(heap, () => program.order('waste', 2_000)))).toBeLessThan(megabyte / 2);
    expect(await growth(heap, () => program.order('forget'))).toBeLessThan(-20 * megabyte);
  });

  it('has room that is known: text fills it, and buffers do not', async () => {
    const program = await start(node);
    await using heap = await openHeap([program.pid], world);
    if (heap === null) throw new Error('no inspector');
    const used = async (): Promise<number> => {
      await heap.measure();
      const room = await heap.room();
      expect(room?.limitBytes).toBeGreaterThan(200 * megabyte);
      return room?.usedBytes ?? Number.NaN;
    };
    const before = await used();
    await program.order('buffers', 1_024);
    const between = await used();
    await program.order('text', 10_240);
    expect(between - before).toBeLessThan(2 * megabyte);
    expect((await used()) - between).toBeGreaterThan(9 * megabyte);
  });

  it('is not what a console keeps for a debugger that may come', async () => {
    const program = await start(node);
    await using heap = await openHeap([program.pid], world);
    if (heap === null) throw new Error('no inspector');
    await growth(heap, () => program.order('log', 10));
    // 8 MB, of which an inspector keeps all.
    expect(await growth(heap, () => program.order('log', 1_000))).toBeLessThan(megabyte);
  });

  it('counts the heaps of worker threads, as long as they live', async () => {
    const program = await start(node);
    await program.order('work', 0);
    await using heap = await openHeap([program.pid], world);
    if (heap === null) throw new Error('no inspector');
    const bytes = await growth(heap, () => program.order('work', 1_024));
    expect(bytes).toBeGreaterThan(10 * megabyte);
    expect(bytes).toBeLessThan(11 * megabyte);
    expect(await growth(heap, () => program.order('dismiss'))).toBeLessThan(-10 * megabyte);
  });

  it('is summed over all the processes of a tree, and unknown when one is gone', async () => {
    const [one, other] = [await start(node), await start(node)];
    await using heap = await openHeap([process.pid, one.pid, other.pid], world);
    if (heap === null) throw new Error('no inspector');
    const bytes = await growth(heap, () => Promise.all([one.order('buffers', 512), other.order('buffers', 512)]));
    expect(bytes).toBeGreaterThan(10 * megabyte);
    expect(bytes).toBeLessThan(11 * megabyte);
    await other[Symbol.asyncDispose]();
    expect(await heap.measure()).toBeNull();
  });

  it('is said by the function that holds it, not by those that let go', async () => {
    const program = await start(node);
    await using heap = await openHeap([program.pid], world);
    if (heap === null) throw new Error('no inspector');
    await program.order('text', 5_000);
    await heap.beginNaming();
    await program.order('waste', 5_000);
    await program.order('text', 5_000);
    const [first, ...others] = await heap.endNaming();
    expect(first).toMatch(/^rememberText \(service\.cjs:5\) holds [45]\.\d+ MB of objects$/);
    expect(others.join()).not.toContain('waste');
    // Once more: nothing of the first time is left.
    await heap.beginNaming();
    expect(await heap.endNaming()).not.toContainEqual(expect.stringContaining('MB'));
  });

  it('asks nothing that would keep the program from its end: neither after it was let go, nor before', async () => {
    const [one, other] = [await start(node), await start(node)];
    const heap = await openHeap([one.pid], world);
    await heap?.[Symbol.asyncDispose]();
    void one.order('exit');
    expect(await one.ended).toEqual([7, null]);
    await using held = await openHeap([other.pid], world);
    void other.order('exit');
    expect(await other.ended).toEqual([7, null]);
    expect(await held?.measure()).toBeNull();
    expect(await held?.endNaming()).toEqual([]);
  });

  it('is unknown where no inspector was asked for', async () => {
    const program = await openProgram(keeper, { node });
    open.push(program);
    expect(await openHeap([program.pid, process.pid, 2 ** 22 + 1, -1, 0], world)).toBeNull();
    expect(await openHeap([], world)).toBeNull();
  });
});
