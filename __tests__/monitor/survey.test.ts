import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/model/reading.ts';
import { watch } from '../../src/monitor/watch.ts';
import { realWorld } from '../../src/world.ts';
import { openGreedy } from './greedy.ts';

const world = realWorld('/', new AbortController().signal);
const megabyte = 2 ** 20;

describe('a closer look', () => {
  it('tells descriptors by what they lead to', async () => {
    await using greedy = await openGreedy();
    using monitor = watch(greedy.pid, world);
    const before = monitor.survey()?.descriptors;
    await greedy.order('open 30');
    await greedy.order('fork burn 1');
    await greedy.order('connect 2');
    const after = monitor.survey();
    const kinds = after?.descriptors;
    const links = (monitor.pids() ?? []).reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0);
    expect(after?.processes).toBe(2);
    expect(kinds?.files).toBeGreaterThanOrEqual((before?.files ?? 0) + 30);
    // A listener, and both ends of two connections.
    expect(kinds?.sockets).toBeGreaterThanOrEqual((before?.sockets ?? 0) + 5);
    expect(kinds?.pipes).toBeGreaterThan(before?.pipes ?? Infinity);
    expect(Object.values(kinds ?? {}).reduce((a, b) => a + b, 0)).toBe(links);
    expect(monitor.readings().at(-1)).toMatchObject({ atMs: after?.atMs, descriptors: links });
  });

  it('tells sockets by state: listening, established, and held although the peer has gone', async () => {
    await using greedy = await openGreedy();
    using monitor = watch(greedy.pid, world);
    const before = monitor.survey('with-sockets')?.sockets;
    expect(before).toMatchObject({ established: 0, listening: 0, closeWait: 0, passing: 0 });
    await greedy.order('connect 3');
    expect(monitor.survey('with-sockets')?.sockets).toEqual({ ...before, listening: 1, established: 6 });
    await greedy.order('abandon 2');
    expect(monitor.survey('with-sockets')?.sockets).toEqual({ ...before, listening: 2, established: 6, closeWait: 2 });
  });

  it('counts a socket that several processes hold once', async () => {
    await using greedy = await openGreedy();
    using monitor = watch(greedy.pid, world);
    // The child's pipes are pairs of sockets, held by both; nothing of them is TCP.
    await greedy.order('fork connect 1');
    const { sockets, descriptors } = monitor.survey('with-sockets') ?? {};
    expect(sockets).toMatchObject({ listening: 1, established: 2, closeWait: 0 });
    expect((sockets?.others ?? 0) + 3).toBeLessThanOrEqual(descriptors?.sockets ?? 0);
  });

  it('is null once nothing lives, and after the end', async () => {
    await using greedy = await openGreedy();
    const monitor = watch(greedy.pid, world);
    expect(monitor.survey()).not.toBeNull();
    await greedy[Symbol.asyncDispose]();
    expect(monitor.survey()).toBeNull();
    const count = monitor.surveys().length;
    monitor[Symbol.dispose]();
    expect([monitor.survey(), monitor.surveys().length, monitor.pids()]).toEqual([null, count, []]);
  });

  it('is taken by itself now and then, without the sockets, and keeps nothing open after the end', async () => {
    const before = readdirSync('/proc/self/fd').length;
    await using greedy = await openGreedy();
    const opened = readdirSync('/proc/self/fd').length;
    const monitor = watch(greedy.pid, world, 50);
    for (let round = 0; round < 500 && monitor.surveys().length < 2; round++) await delay(20);
    const [first, second] = monitor.surveys();
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(second).toMatchObject({ processes: 1, sockets: null });
    expect(second?.work).not.toBeNull();
    monitor[Symbol.dispose]();
    expect(readdirSync('/proc/self/fd').length).toBe(opened);
    expect(opened).toBeGreaterThan(before);
  });
});

describe('the CPU time', () => {
  it('is exact where a closer look is taken, also between ticks of the clock', async () => {
    await using greedy = await openGreedy();
    using monitor = watch(greedy.pid, world, 1);
    const at = (): number => {
      monitor.survey();
      return monitor.readings().at(-1)?.cpuMs ?? Number.NaN;
    };
    for (const ms of [13, 7, 26, 3, 18]) {
      const began = at();
      const before = await greedy.order('burn 0');
      const after = await greedy.order(`burn ${ms}`);
      const used = at() - began;
      // What the process itself measured lies within; beside it only two lines were read and written.
      expect(used).toBeGreaterThanOrEqual(after - before - 0.01);
      expect(used).toBeLessThanOrEqual(after - before + 25);
    }
  });

  it('counts threads that came and went between two looks', async () => {
    await using greedy = await openGreedy();
    using monitor = watch(greedy.pid, world);
    monitor.survey();
    const before = await greedy.order('burn 0');
    const used = (await greedy.order('thread burn 120')) - before;
    monitor.survey();
    // The ended thread's nanoseconds are nobody's: at most two ticks are missing.
    expect(monitor.readings().at(-1)?.cpuMs).toBeGreaterThanOrEqual(used - 20);
  });
});

describe("the threads' work", () => {
  it('sums up what they ran and how often they switched; a thread that is new counts whole', async () => {
    await using greedy = await openGreedy();
    using monitor = watch(greedy.pid, world);
    expect(monitor.surveys()[0]?.work).toEqual({ ranMs: 0, waitedMs: 0, voluntarySwitches: 0, involuntarySwitches: 0 });
    const before = await greedy.order('burn 0');
    await greedy.order('thread stay');
    const used = (await greedy.order('burn 60')) - before;
    const work = monitor.survey()?.work;
    expect(work?.ranMs).toBeGreaterThanOrEqual(used - 5);
    expect(work?.ranMs).toBeLessThanOrEqual(used + 60);
    expect(work?.waitedMs).toBeGreaterThanOrEqual(0);
    expect(work?.voluntarySwitches).toBeGreaterThan(0);
    // It sleeps before each of them but, when it is busy still with answering, the first.
    for (let order = 0; order < 3; order += 1) await greedy.order('burn 0');
    const switches = monitor.survey()?.work?.voluntarySwitches;
    expect(switches).toBeGreaterThan(work?.voluntarySwitches ?? Infinity);
  });

  it('counts a process that began under our eyes whole', async () => {
    await using greedy = await openGreedy();
    using monitor = watch(greedy.pid, world);
    await greedy.order('fork burn 80');
    expect(monitor.survey()?.work?.ranMs).toBeGreaterThanOrEqual(80);
  });
});

it('a child that another thread forked is found by a closer look, and in the list of processes', async () => {
  await using greedy = await openGreedy();
  using monitor = watch(greedy.pid, world, 1);
  await greedy.order('thread fork');
  expect(monitor.pids()).toHaveLength(2);
  expect(monitor.pids()[0]).toBe(greedy.pid);
  expect(monitor.survey()?.processes).toBe(2);
});

it('a mark begins the high-water mark of memory anew', async () => {
  await using greedy = await openGreedy();
  using monitor = watch(greedy.pid, world);
  const look = (): Reading | undefined => {
    monitor.survey();
    return monitor.readings().at(-1);
  };
  /** Takes so much and gives it back; answers what was seen once it was gone, which the collector's helpers may take a while over. */
  const holdAndDrop = async (megabytes: number): Promise<{ readonly rss: number; readonly peak: number }> => {
    await greedy.order(`hold ${megabytes}`);
    const held = look()?.rssBytes ?? 0;
    await greedy.order('drop');
    for (let round = 0; round < 200 && (look()?.rssBytes ?? 0) > held - (megabytes / 2) * megabyte; round++) await delay(20);
    const { rssBytes = 0, peakRssBytes } = look() ?? {};
    return { rss: rssBytes, peak: peakRssBytes ?? Number.NaN };
  };
  const high = await holdAndDrop(96);
  expect(high.peak - high.rss).toBeGreaterThan(48 * megabyte);
  monitor.mark();
  const low = look()?.peakRssBytes ?? Number.NaN;
  // Where the kernel does not let us, the old mark stays.
  expect(low === high.peak || high.peak - low > 40 * megabyte).toBe(true);
  if (process.getuid?.() === 0) expect(low).toBeLessThan(high.peak);
  const again = await holdAndDrop(48);
  expect(again.peak - Math.min(low, again.rss)).toBeGreaterThan(24 * megabyte);
});

it.runIf(hasPython())('threads of another runtime are counted, however many and short-lived', async () => {
  const source = `
import threading, sys, time
def burn():
    end = time.thread_time() + 0.02
    while time.thread_time() < end: pass
for _ in range(5):
    these = [threading.Thread(target=burn) for _ in range(8)]
    [t.start() for t in these]; [t.join() for t in these]
idle = threading.Event()
for _ in range(40): threading.Thread(target=idle.wait, daemon=True).start()
print(time.process_time() * 1000, flush=True)
sys.stdin.read()
`;
  const child = spawn('python3', ['-c', source], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  using monitor = watch(child.pid ?? 0, world);
  const [line] = await once(child.stdout, 'data');
  const survey = monitor.survey();
  const reading = monitor.readings().at(-1);
  expect(reading?.threads).toBeGreaterThanOrEqual(41);
  // What it had used before the monitor saw it first is little.
  expect(reading?.cpuMs).toBeGreaterThan(0.8 * Number(String(line)) - 30);
  expect(survey?.work?.ranMs).toBeLessThanOrEqual((reading?.cpuMs ?? 0) + 20);
  child.stdin.end();
  await exit;
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
