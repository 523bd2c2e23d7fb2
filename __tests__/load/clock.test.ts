import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Alarm, Clock } from '../../src/load/alarm.ts';
import { openClock } from '../../src/load/clock/open.ts';
import { openChance } from '../../src/stats/chance.ts';
import { bundle, type Bundle } from '../support/bundle.ts';

let built: Bundle;
let clock: Clock & AsyncDisposable;

beforeAll(async () => {
  built = await bundle('src/clock.ts');
});
afterAll(async () => built[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = await openClock(built.file);
});
afterEach(async () => clock[Symbol.asyncDispose]());

const now = (): number => performance.now();

interface Watch extends Disposable {
  readonly alarm: Alarm;
  /** When it rang, by what it was told. */
  readonly rung: readonly number[];
  next(): Promise<number>;
}

function watch(): Watch {
  const rung: number[] = [];
  let hear: (nowMs: number) => void = () => undefined;
  const alarm = clock.alarm((nowMs) => {
    rung.push(nowMs);
    hear(nowMs);
  });
  return {
    alarm,
    rung,
    next: () => new Promise((resolve) => (hear = resolve)),
    [Symbol.dispose]: () => alarm[Symbol.dispose](),
  };
}

describe('the clock', () => {
  it.each([40, 12, 3, 1, 0.4, 0.2, 0.05, 0])('rings once, not early, %d ms ahead, and tells the time', async (aheadMs) => {
    using one = watch();
    const atMs = now() + aheadMs;
    one.alarm.set(atMs);
    const toldMs = await one.next();
    expect(toldMs).toBeGreaterThanOrEqual(atMs);
    expect(toldMs).toBeLessThanOrEqual(now());
    await delay(20);
    expect(one.rung).toHaveLength(1);
  });

  it('rings for an alarm in the past, but not before `set` has returned', async () => {
    using one = watch();
    one.alarm.set(now() - 1_000);
    expect(one.rung).toHaveLength(0);
    await one.next();
  });

  it('forgets an alarm when another is set, be it nearer, farther or never', async () => {
    using one = watch();
    const base = now();
    for (const aheadMs of [30, 0.1, 15, 60, 0, 25]) one.alarm.set(base + aheadMs, base + aheadMs + 1);
    expect(await one.next()).toBeGreaterThanOrEqual(base + 25);
    await delay(60);
    expect(one.rung).toHaveLength(1);

    for (const aheadMs of [20, 0.1]) {
      one.alarm.set(now() + aheadMs, now() + aheadMs + 5);
      one.alarm.set(Number.POSITIVE_INFINITY);
    }
    await delay(50);
    expect(one.rung).toHaveLength(1);
  });

  it('is silent once the alarm is disposed of, near or far; the next one rings', async () => {
    for (const aheadMs of [20, 0.1, 0]) {
      const one = watch();
      one.alarm.set(now() + aheadMs);
      one[Symbol.dispose]();
      await delay(30);
      expect(one.rung).toHaveLength(0);
    }
    using another = watch();
    another.alarm.set(now() + 5);
    await another.next();
  });

  it.each([
    ['with the next one told ahead', true],
    ['without', false],
  ])('rings many in a row, all of them and none early, %s', async (_, tells) => {
    for (const gapMs of [0.02, 0.25, 0.5, 1.3, 4]) {
      const startMs = now() + 2;
      const dues = Array.from({ length: gapMs > 2 ? 20 : 150 }, (_each, index) => startMs + index * gapMs);
      let at = 0;
      await new Promise<void>((resolve) => {
        const set = (): void => {
          const dueMs = dues[at];
          if (dueMs === undefined) return resolve();
          if (tells) alarm.set(dueMs, dues[at + 1] ?? Number.POSITIVE_INFINITY);
          else alarm.set(dueMs);
        };
        const alarm = clock.alarm((nowMs) => {
          expect(nowMs).toBeGreaterThanOrEqual(dues[at] ?? Number.POSITIVE_INFINITY);
          at += 1;
          set();
        });
        set();
      });
      expect(at).toBe(dues.length);
    }
  });

  it('never loses the last alarm, whatever was set and told ahead before', async () => {
    const chance = openChance(20, 1);
    for (let round = 0; round < 150; round++) {
      using one = watch();
      const base = now();
      // Few distinct times, so that what is told ahead is often what is set next, or the same.
      const moment = (): number => base + ([0, 0.1, 0.35, 0.4, 0.5, 0.8, 1.2, 2][chance.below(8)] ?? 0);
      let lastMs = base;
      for (let step = chance.below(6); step >= 0; step--) {
        lastMs = moment();
        one.alarm.set(lastMs, moment());
        if (chance.below(3) === 0) await delay(0);
        // What runs for a while in between lets the two threads drift apart.
        const untilMs = now() + chance.unit() * 0.6;
        while (now() < untilMs);
      }
      await expect.poll(() => one.rung.at(-1) ?? 0, { interval: 1 }).toBeGreaterThanOrEqual(lastMs);
    }
  });

  it('tells how late sleeps ended, each once, also when nothing is set', async () => {
    clock.hiccups();
    await expect.poll(() => clock.hiccups().length).toBeGreaterThan(0);
    using one = watch();
    await delay(100);
    const [first, second] = [clock.hiccups(), clock.hiccups()];
    expect(first.length).toBeGreaterThan(0);
    expect(first.every((ms) => ms >= 0 && Number.isFinite(ms))).toBe(true);
    expect(second.length).toBeLessThan(first.length);
    expect(one.rung).toHaveLength(0);
  });

  it('says for how long it has kept the thread waiting', async () => {
    using one = watch();
    const before = clock.waitedMs;
    one.alarm.set(now() + 10);
    await one.next();
    expect(clock.waitedMs).toBeGreaterThanOrEqual(before);
  });

  it('ends its thread when disposed of, with an alarm set or without; disposing twice is harmless', async () => {
    const threads = (): number => process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name)).length;
    const before = threads();
    const other = await openClock(built.file);
    expect(threads()).toBeGreaterThan(before);
    const alarm = other.alarm(() => undefined);
    alarm.set(now() + 60_000);
    await other[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
    alarm[Symbol.dispose]();
    await expect.poll(threads).toBe(before);
  });

  it('rejects when its bundle is missing or broken', async () => {
    await expect(openClock(join(built.directory, 'absent.js'))).rejects.toThrow(/absent/);
    const broken = join(built.directory, 'broken.js');
    await writeFile(broken, "throw new Error('out of luck');");
    await expect(openClock(broken)).rejects.toThrow('out of luck');
  });
});
