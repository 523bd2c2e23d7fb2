import { describe, expect, it } from 'vitest';
import { capacityOf, nextCapacityStep } from '../../../src/diagnose/scaling/capacity.ts';
import { sayCapacity } from '../../../src/diagnose/scaling/say-scaling.ts';
import type { Capacity, LevelSeen } from '../../../src/model/scaling.ts';
import { openChance } from '../../../src/stats/chance.ts';
import { visit } from './a-service.ts';

const limits = { p95Ms: 500, errorsPercent: 5 };
const range = { fewest: 1, most: 20 };

/** Follows the steps to their end on a service whose p95 grows in proportion to its users. */
function search(
  p95Of: (users: number) => number,
  looks: number,
  seen: readonly LevelSeen[] = [],
): { capacity: Capacity; measured: number } {
  const chance = openChance(12, 0);
  const visits = [...seen];
  for (let left = looks; ; left -= 1) {
    const step = nextCapacityStep(visits, limits, range, left, chance);
    if (step.kind === 'done') return { capacity: step.capacity, measured: visits.length - seen.length };
    visits.push(visit(step.users, { p95Ms: p95Of(step.users) }));
  }
}

describe('the capacity', () => {
  it('is the most users that stay within the limits', () => {
    const { capacity, measured } = search((users) => 40 * users, 25);
    // 12 users have 480 ms, 13 have 520.
    expect(capacity).toMatchObject({ kind: 'found', users: 12 });
    expect(measured).toBeLessThanOrEqual(25);
  });

  it('lies beyond what was tried where all was carried', () => {
    expect(search(() => 20, 25).capacity).toEqual({ kind: 'beyond', users: 20 });
  });

  it('lies below what was tried where nothing was carried', () => {
    expect(search((users) => 3_000 * users, 25).capacity).toEqual({ kind: 'below', users: 1 });
  });

  it('is bound by errors as well', () => {
    const seen = Array.from({ length: 6 }, (_, index) => visit(8 + (index % 2), { p95Ms: 20, errorsPercent: index % 2 === 0 ? 0 : 30 }));
    expect(search(() => 20, 0, seen).capacity).toMatchObject({ kind: 'found', users: 8 });
  });

  it('uses visits to the levels, and passes over those that were our own trouble', () => {
    const told = [1, 5, 12, 13, 20].flatMap((users) => Array.from({ length: 3 }, () => visit(users, { p95Ms: 40 * users })));
    expect(search((users) => 40 * users, 0, told).capacity).toMatchObject({ kind: 'found', users: 12 });
    const spoiled = told.map((one) => ({ ...one, p95Ms: 2_000, generatorShare: 0.95 }));
    expect(search((users) => 40 * users, 0, spoiled).capacity).toEqual({ kind: 'unknown', why: 'no number of users could be judged' });
  });

  it('is one less than the lowest number of users that is over', () => {
    expect(capacityOf({ mode: 35, interval: [30, 42], none: 0 }, { fewest: 1, most: 100 })).toEqual({
      kind: 'found',
      users: 34,
      interval: [29, 41],
      most: 100,
    });
    expect(capacityOf({ mode: 20, interval: [19, 21], none: 0.4 }, range)).toEqual({
      kind: 'found',
      users: 19,
      interval: [18, 20],
      most: 20,
    });
    expect(capacityOf({ mode: 20, interval: [21, 21], none: 0.97 }, range)).toEqual({ kind: 'beyond', users: 20 });
    expect(capacityOf({ mode: 1, interval: [1, 1], none: 0 }, range)).toEqual({ kind: 'below', users: 1 });
  });

  it.each<readonly [Capacity, string]>([
    [{ kind: 'found', users: 34, interval: [29, 41], most: 100 }, 'capacity at p95 < 500 ms: 34 users [29, 41]'],
    [{ kind: 'found', users: 19, interval: [18, 20], most: 20 }, 'capacity at p95 < 500 ms: 19 users [18, 20 or more]'],
    [{ kind: 'beyond', users: 20 }, 'capacity at p95 < 500 ms: > 20 users (not measured)'],
    [{ kind: 'below', users: 1 }, 'capacity at p95 < 500 ms: < 1 user (not measured)'],
    [{ kind: 'unknown', why: 'the time was up' }, 'capacity at p95 < 500 ms cannot be told: the time was up'],
  ])('is told in a line', (capacity, line) => {
    expect(sayCapacity(capacity, 'p95 < 500 ms')).toBe(line);
  });
});
