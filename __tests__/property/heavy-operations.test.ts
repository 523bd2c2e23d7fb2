import { describe, expect, it } from 'vitest';
import type { OperationCost } from '../../src/model/operation-cost.ts';
import { heavyOperations, weighDown } from '../../src/property/heavy-operations.ts';

function costOf(name: string, heldBytes: number | null, answerBytes = 100): OperationCost {
  return { name, operations: 100, users: 4, cpuMsPerOperation: 1, answerBytes, heldBytes, heldDescriptors: null };
}

describe('heavy operations', () => {
  it('are those that hold at least half as much as the one that holds most', () => {
    expect(heavyOperations([costOf('a', 100), costOf('b', 1_000), costOf('c', 500), costOf('d', null, 1e9)])).toEqual(['b', 'c']);
  });

  it('are told by their answers where nobody saw what they hold', () => {
    expect(heavyOperations([costOf('a', null, 10), costOf('b', 0, 1_000)])).toEqual(['b']);
  });

  it('are none where nothing is known, or all are alike', () => {
    for (const costs of [[], [costOf('a', null, 0)], [costOf('a', 5)], [costOf('a', 8), costOf('b', 9)]]) {
      expect(heavyOperations(costs)).toEqual([]);
    }
  });

  it('make up nine in ten operations, and the others stay', () => {
    const mix = weighDown({ a: 8, b: 2, c: 2 }, ['b']);
    expect(mix).toEqual({ a: 8, b: 90, c: 2 });
    expect(weighDown({ a: 1, b: 1e6 }, ['b'])).toEqual({ a: 1, b: 1e6 });
    for (const heavy of [[], ['gone'], ['a', 'b']]) expect(weighDown({ a: 1, b: 2 }, heavy)).toEqual({ a: 1, b: 2 });
  });
});
