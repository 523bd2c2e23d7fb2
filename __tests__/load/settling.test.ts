import { describe, expect, it } from 'vitest';

import { watchWarmup } from '../../src/load/settling.ts';
import type { Block } from '../../src/load/warm-up.ts';

const block = (p50Ms: number | null, requests: number = 100): Block => ({ requests, p50Ms });

/** How many times the end was told after each block of each engine. */
function hear(engines: number, told: readonly (readonly [engine: number, block: Block])[]): readonly number[] {
  let times = 0;
  const onBlock = watchWarmup(engines, () => (times += 1));
  return told.map(([engine, one]) => {
    onBlock(engine, one);
    return times;
  });
}

describe('the end of a warm-up', () => {
  it('comes with the fifth steady block of a single engine', () => {
    expect(
      hear(
        1,
        Array.from({ length: 5 }, () => [0, block(10)] as const),
      ),
    ).toEqual([0, 0, 0, 0, 1]);
  });

  it('is judged on the blocks that all engines have told, in whatever order they come', () => {
    const five = (engine: number): readonly (readonly [number, Block])[] => Array.from({ length: 5 }, () => [engine, block(10)] as const);
    expect(hear(2, [...five(0), ...five(1)])).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(hear(3, [...five(2), ...five(0)])).toEqual(Array.from({ length: 10 }, () => 0));
  });

  it('does not come while one of them becomes faster', () => {
    const told = Array.from({ length: 10 }, (_, index) => [[0, block(10)] as const, [1, block(100 * 0.7 ** index)] as const]).flat();
    expect(hear(2, told).at(-1)).toBe(0);
  });

  it('comes although one engine has no user: what counts is that something was answered', () => {
    const told = Array.from({ length: 5 }, () => [[0, block(10)] as const, [1, block(null, 0)] as const]).flat();
    expect(hear(2, told).at(-1)).toBe(1);
    expect(
      hear(
        1,
        Array.from({ length: 9 }, () => [0, block(null, 0)] as const),
      ).at(-1),
    ).toBe(0);
  });
});
