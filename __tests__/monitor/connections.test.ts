import { describe, expect, it } from 'vitest';
import { countConnections } from '../../src/monitor/connections.ts';
import { openGreedy } from './greedy.ts';

describe('connections to others', () => {
  it('are those that a process opened itself; those that came in to a port of its own are not', async () => {
    await using greedy = await openGreedy();
    expect(countConnections([greedy.pid])).toBe(0);
    // It connects to itself: one end of each came in.
    await greedy.order('connect 3');
    expect(countConnections([greedy.pid])).toBe(3);
    await greedy.order('connect 2');
    expect(countConnections([greedy.pid])).toBe(5);
  });

  it('cannot be counted of nobody, or of who lives no more', async () => {
    expect(countConnections([])).toBeNull();
    const greedy = await openGreedy();
    const { pid } = greedy;
    await greedy[Symbol.asyncDispose]();
    expect(countConnections([pid])).toBeNull();
  });
});
