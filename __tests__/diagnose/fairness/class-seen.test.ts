import { describe, expect, it } from 'vitest';
import { calmed, crowded, fairnessOf, groundless, usersOf } from '../../../src/diagnose/fairness/class-seen.ts';
import type { Observation } from '../../../src/model/observation.ts';
import { observed, record, type Done } from '../../load/an-observation.ts';

/** `list` is 0, `add` 1, `stock` 2. */
const done = (operation: number, serviceMs: number, error: Done['error'] = null): Done => ({
  operation,
  intendedMs: 1_500,
  lagMs: 0,
  serviceMs,
  error,
});
const load = (operations: readonly Done[], part: Partial<Observation['scenario']> = {}): Observation => {
  const observation = observed([record(operations)]);
  return { ...observation, scenario: { ...observation.scenario, ...part } as Observation['scenario'] };
};
const limits = { leastShare: 0.2, margin: 1, spoiled: null };

describe('grounds', () => {
  it('add up what several loads of one user tell of an operation', () => {
    const grounds = calmed(calmed(groundless, [load([done(0, 10), done(0, 20), done(1, 5)])]), [load([done(0, 60), done(1, 5, 'status')])]);
    expect(grounds.calm.get('list')).toEqual({ requests: 3, errors: 0, meanMs: 30, p99Ms: null });
    expect(grounds.calm.get('add')).toEqual({ requests: 2, errors: 1, meanMs: 5, p99Ms: null });
    expect(grounds.calm.has('stock')).toBe(false);
  });

  it('take in loads of one operation alone only', () => {
    const grounds = crowded(groundless, [load([done(0, 10), done(1, 5)]), load([done(2, 40), done(2, 60)], { users: 20 })]);
    expect([...grounds.crowded]).toEqual([['stock', { users: 20, requests: 2, errors: 0, meanMs: 50 }]]);
  });
});

describe('what a load gives to each', () => {
  it('names all operations of its mix, those of which none ended as well', () => {
    const grounds = calmed(groundless, [load([done(0, 10)])]);
    const { classes, users } = fairnessOf(load([done(0, 30)], { users: 20, mix: { list: 1, add: 1 } }), grounds, limits);
    expect(users).toBe(20);
    expect(classes).toMatchObject([
      { name: 'list', requests: 1, meanMs: 30, calm: { meanMs: 10 }, crowded: null },
      { name: 'add', requests: 0, meanMs: null, calm: null, crowded: null },
    ]);
  });

  it('tells how unlike one another the answers were, unless the interval of their mean was cut off', () => {
    const answers = Array.from({ length: 400 }, (_, index) => done(0, index % 2 === 0 ? 10 : 30));
    expect(usersOf(load(answers)).unlikeness).toBeCloseTo(0.5, 2);
    expect(usersOf(load([done(0, 10), done(0, 900)])).unlikeness).toBeNull();
  });
});
