import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Reading } from '../../src/model/reading.ts';
import { byParent, byThreads } from '../../src/monitor/children.ts';
import { watchPortable } from '../../src/monitor/portable.ts';
import { watch, type Monitor } from '../../src/monitor/watch.ts';
import { realWorld } from '../../src/world.ts';
import { openGreedy } from './greedy.ts';

const world = realWorld('/', new AbortController().signal);

/** Waits until the latest reading is as wanted, at most ten seconds; answers it. */
async function readingThat(monitor: Monitor, holds: (reading: Reading) => boolean): Promise<Reading | undefined> {
  const latest = (): Reading | undefined => monitor.readings().at(-1);
  for (let round = 0; round < 500; round++) {
    const seen = latest();
    if (seen !== undefined && holds(seen)) break;
    await delay(20);
  }
  return latest();
}

function ownDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

it('CPU time, memory, peak, descriptors, threads and processes are what the processes themselves know', async () => {
  await using greedy = await openGreedy();
  const before = await greedy.order('burn 0');
  using monitor = watch(greedy.pid, world);
  const first = monitor.readings()[0];
  expect(first).toMatchObject({ processes: 1, cpuMs: 0 });
  await greedy.order('hold 64');
  await greedy.order('open 50');
  const used = (await greedy.order('burn 150')) - before;
  const grown = await readingThat(monitor, ({ descriptors }) => (descriptors ?? 0) >= (first?.descriptors ?? 0) + 50);
  const later = await readingThat(monitor, ({ atMs }) => atMs > (grown?.atMs ?? Infinity));
  expect(later?.descriptors).toBe((first?.descriptors ?? 0) + 50);
  expect((later?.rssBytes ?? 0) - (first?.rssBytes ?? 0)).toBeGreaterThan(50 * 2 ** 20);
  expect(later?.peakRssBytes).toBeGreaterThanOrEqual(later?.rssBytes ?? Infinity);
  expect(later?.vmsBytes).toBeGreaterThan(later?.rssBytes ?? Infinity);
  expect(later?.threads).toBeGreaterThan(1);
  // Clock ticks are 10 ms; what the tree did after its last answer comes on top.
  expect(later?.cpuMs).toBeGreaterThanOrEqual(used - 30);
  expect(later?.cpuMs).toBeLessThanOrEqual(used + 100);
});

it('children and grandchildren count, and the CPU time of those that ended stays on the bill', async () => {
  await using greedy = await openGreedy();
  using monitor = watch(greedy.pid, world);
  await greedy.order('fork fork burn 10');
  const three = await readingThat(monitor, ({ processes }) => processes === 3);
  expect(three?.processes).toBe(3);
  const { cpuMs = 0 } = three ?? {};
  await greedy.order('fork burn 200; exit');
  const after = await readingThat(monitor, (reading) => reading.processes === 3 && reading.cpuMs >= cpuMs + 180);
  expect(after?.cpuMs).toBeGreaterThanOrEqual(cpuMs + 180);
  expect(after?.processes).toBe(3);
  const cpu = monitor.readings().map((reading) => reading.cpuMs);
  expect(cpu).toEqual([...cpu].sort((a, b) => a - b));
});

it('what is asleep is looked at less often: it wakes, and it ends, without a millisecond lost or counted twice', async () => {
  await using greedy = await openGreedy();
  using monitor = watch(greedy.pid, world, 50);
  await greedy.order('fork fork burn 1');
  await greedy.order('fork burn 150');
  await readingThat(monitor, ({ processes }) => processes === 4);
  const used = (): number => {
    monitor.survey();
    return monitor.readings().at(-1)?.cpuMs ?? Number.NaN;
  };
  // Longer than it takes to be thought asleep.
  await delay(1_500);
  await greedy.order('open 40');
  const opened = await readingThat(monitor, ({ descriptors }) => (descriptors ?? 0) >= 40);
  expect(opened?.descriptors).toBeGreaterThanOrEqual(40);
  await delay(1_500);
  const before = used();
  // The parent stays awake, so that it is read, and its children are not, when it takes over their times.
  for (let round = 0; round < 8; round++) {
    await greedy.order('open 1');
    await delay(200);
  }
  await greedy.order('end');
  const after = await readingThat(monitor, ({ processes }) => processes === 1);
  expect(after?.processes).toBe(1);
  // Two ticks may come to light for each process that ended; what they all used is far more.
  expect(used() - before).toBeLessThan(130);
});

it('a tree that ends, even in the middle of a look, ends the readings and nothing else', async () => {
  await using greedy = await openGreedy();
  await greedy.order('fork burn 1');
  using monitor = watch(greedy.pid, world, 100);
  await delay(50);
  await greedy[Symbol.asyncDispose]();
  // The child ends when its stdin does.
  let count = -1;
  for (let round = 0; round < 100 && count !== monitor.readings().length; round++) {
    count = monitor.readings().length;
    await delay(100);
  }
  expect(monitor.readings().length).toBe(count);
  expect(monitor.readings().every(({ processes }) => processes > 0)).toBe(true);
});

it.each([2 ** 22 + 1, -1, 0])('watching %d, which is nobody, gives no readings and no error', async (pid) => {
  using monitor = watch(pid, world, 100);
  await delay(50);
  expect([monitor.readings(), monitor.surveys(), monitor.survey(), monitor.pids()]).toEqual([[], [], null, []]);
  monitor.mark();
});

it('all descriptors are closed at the end, also those of processes that ended, and no reading comes after it', async () => {
  await using greedy = await openGreedy();
  await greedy.order('fork burn 1');
  const before = ownDescriptors();
  const monitor = watch(greedy.pid, world, 50);
  await readingThat(monitor, ({ processes }) => processes === 2);
  expect(ownDescriptors()).toBeGreaterThan(before);
  await greedy.order('fork burn 1; exit');
  monitor[Symbol.dispose]();
  monitor[Symbol.dispose]();
  expect(ownDescriptors()).toBe(before);
  const { length } = monitor.readings();
  await delay(100);
  expect(monitor.readings().length).toBe(length);
  expect(monitor.costMs()).toBeGreaterThan(0);
});

it("the kernel's lists of children and a look at every process' parent agree", async () => {
  await using greedy = await openGreedy();
  await greedy.order('fork burn 1');
  await greedy.order('fork burn 1');
  const pids = byThreads(greedy.pid);
  expect(pids).toHaveLength(2);
  expect(byParent()(greedy.pid)).toEqual(pids);
});

it('through pidusage: CPU time and memory of the tree, the rest unknown; a tree that ends is no error', async () => {
  await using greedy = await openGreedy();
  await greedy.order('fork hold 1');
  const before = ownDescriptors();
  using monitor = watchPortable(() => [greedy.pid], world, 10);
  const first = await readingThat(monitor, ({ processes }) => processes === 2);
  expect(first).toMatchObject({ processes: 2, vmsBytes: null, peakRssBytes: null, threads: null, descriptors: null });
  expect([monitor.surveys(), monitor.survey(), monitor.pids().length]).toEqual([[], null, 2]);
  expect(monitor.pids()[0]).toBe(greedy.pid);
  const seen = monitor.readings().length;
  await monitor.refresh();
  expect(monitor.readings().length).toBeGreaterThan(seen);
  await greedy.order('burn 200');
  await greedy.order('fork burn 100');
  const later = await readingThat(monitor, ({ processes, cpuMs }) => processes === 3 && cpuMs >= 280);
  expect(later?.cpuMs).toBeGreaterThanOrEqual(280);
  expect(later?.rssBytes).toBeGreaterThan(60 * 2 ** 20);
  await greedy[Symbol.asyncDispose]();
  await delay(300);
  const { length } = monitor.readings();
  await delay(300);
  expect(monitor.readings().length).toBe(length);
  monitor[Symbol.dispose]();
  // pidusage lets its files go when nobody asks for them any more.
  for (let round = 0; round < 100 && ownDescriptors() > before; round++) await delay(20);
  expect(ownDescriptors()).toBeLessThanOrEqual(before);
});
