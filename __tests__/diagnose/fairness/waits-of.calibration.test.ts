import { describe, expect, it } from 'vitest';
import { findCoordination } from '../../../src/diagnose/fairness/find-coordination.ts';
import { calmOf, waitsOf } from '../../../src/diagnose/fairness/waits-of.ts';
import type { Call } from '../../../src/model/call.ts';
import { openChance, type Chance } from '../../../src/stats/chance.ts';

const limits = { meanMs: 1_000, maxMs: 2_000, outOfOrderPercent: 10 };
type Pick = (waiting: number, chance: Chance) => number;
type Hold = (chance: Chance) => number;

const holds: Readonly<Record<string, Hold>> = {
  constant: () => 15,
  'by a quarter either way': (chance) => 15 * (0.75 + 0.5 * chance.unit()),
  exponential: (chance) => -15 * Math.log(1 - chance.unit()),
};

/** A closed loop of users on a pool, for a second; each begins anew as soon as it is answered, and who waits in the end is waited for. */
function load(users: number, slots: number, hold: Hold, pick: Pick, chance: Chance): readonly Call[] {
  const calls: Call[] = [];
  const waiting = Array.from({ length: users }, (_, user) => ({ user, calledAtMs: 2 * chance.unit() }));
  const busy: { user: number; calledAtMs: number; endedAtMs: number }[] = [];
  for (let nowMs = 2; waiting.length + busy.length > 0;) {
    waiting.sort((a, b) => a.calledAtMs - b.calledAtMs);
    while (busy.length < slots && waiting.length > 0) {
      const [next] = waiting.splice(pick(waiting.length, chance), 1);
      if (next !== undefined) busy.push({ ...next, endedAtMs: nowMs + hold(chance) });
    }
    busy.sort((a, b) => a.endedAtMs - b.endedAtMs);
    const done = busy.shift();
    if (done === undefined) break;
    nowMs = done.endedAtMs;
    calls.push({ ...done, operation: 'query', end: 'ok' });
    if (nowMs < 1_000) waiting.push({ user: done.user, calledAtMs: nowMs + 0.2 * chance.unit() });
  }
  return calls;
}

function broken(hold: Hold, pick: Pick, times: number): number {
  const chance = openChance(5, 1);
  let found = 0;
  for (let time = 0; time < times; time += 1) {
    const calm = calmOf(load(1, 4, hold, first, chance).slice(0, 8));
    found += findCoordination(waitsOf(load(20, 4, hold, pick, chance), calm, limits.maxMs), limits, null).kind === 'broken' ? 1 : 0;
  }
  return found;
}

const first: Pick = () => 0;
const last: Pick = (waiting) => waiting - 1;

describe('the order of waits', () => {
  it.each(Object.entries(holds))('that were served as they came is not called wrong where a hold is %s', (_, hold) => {
    expect(broken(hold, first, 120)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['constant', 'who came last'],
    ['by a quarter either way', 'who came last'],
    ['constant', 'anybody'],
  ])('is told where a hold is %s and %s is first', (hold, who) => {
    const pick: Pick = who === 'anybody' ? (waiting, chance) => chance.below(waiting) : last;
    expect(broken(holds[hold] ?? (() => 0), pick, 40)).toBeGreaterThanOrEqual(38);
  });
});
