import { describe, expect, it } from 'vitest';
import { VirtualTime } from '../../src/simulation/virtual-time.ts';
import { virtualWorld } from '../../src/simulation/virtual-world.ts';
import { realWorld } from '../../src/world.ts';

const anHourMs = 3_600_000;

describe('made-up time', () => {
  it('passes as fast as nothing happens in it', async () => {
    const time = new VirtualTime();
    await time.sleep(1_000 * anHourMs);
    expect(time.now()).toBe(1_000 * anHourMs);
  });

  it('stands still while nobody sleeps, whatever is planned', async () => {
    const time = new VirtualTime();
    let rang = 0;
    time.at(5, () => (rang += 1));
    using _ = time.every(1, () => (rang += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect({ now: time.now(), rang }).toEqual({ now: 0, rang: 0 });
    await time.sleep(5);
    expect({ now: time.now(), rang }).toEqual({ now: 5, rang: 5 });
  });

  it('lets whoever was woken go on before the next thing happens', async () => {
    const time = new VirtualTime();
    const seen: string[] = [];
    const walk = async (name: string, ms: number): Promise<void> => {
      await time.sleep(ms);
      for (let step = 0; step < 20; step += 1) await Promise.resolve();
      seen.push(`${name} at ${time.now()}`);
    };
    time.at(2, () => seen.push(`event at ${time.now()}`));
    await Promise.all([walk('second', 3), walk('first', 1)]);
    expect(seen).toEqual(['first at 1', 'event at 2', 'second at 3']);
  });

  it('wakes a sleeper when its signal aborts, which is not the end of its time', async () => {
    const time = new VirtualTime();
    const signal = new AbortController();
    time.at(3, () => signal.abort());
    await time.sleep(10, signal.signal);
    expect(time.now()).toBe(3);
    await time.sleep(10, signal.signal);
    expect(time.now()).toBe(3);
    await time.sleep(1);
    expect(time.now()).toBe(4);
  });

  it('beats until it is told to stop', async () => {
    const time = new VirtualTime();
    const beats: number[] = [];
    const timer = time.every(10, () => {
      beats.push(time.now());
      if (beats.length === 3) timer[Symbol.dispose]();
    });
    await time.sleep(100);
    expect(beats).toEqual([10, 20, 30]);
  });

  it('lets what is real have its turn, however much happens at once', async () => {
    const time = new VirtualTime();
    let [count, over] = [0, false];
    const again = (): void => {
      count += 1;
      if (!over) time.at(time.now(), again);
    };
    again();
    setTimeout(() => (over = true), 5);
    await time.sleep(1);
    expect(count).toBeGreaterThan(4_000);
    expect(time.now()).toBe(1);
  });

  it('goes by the order in which things were planned, of what is due at once', async () => {
    const time = new VirtualTime();
    const seen: number[] = [];
    for (let at = 0; at < 50; at += 1) time.at(7, () => seen.push(at));
    await time.sleep(7);
    expect(seen).toEqual(Array.from({ length: 50 }, (_, at) => at));
  });
});

describe('a virtual world', () => {
  it('draws the same seeds from the same seed', () => {
    const real = realWorld('', new AbortController().signal);
    const draw = (seed: number): readonly number[] => {
      const world = virtualWorld(real, seed);
      return [world.seed(), world.seed(), world.seed()];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(draw(7)).size).toBe(3);
  });
});
