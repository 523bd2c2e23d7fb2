import { describe, expect, it } from 'vitest';
import { remember } from '../../../src/baseline/remember.ts';
import { runnerClass } from '../../../src/baseline/runner-class.ts';
import type { Acceptance } from '../../../src/model/acceptance.ts';
import type { Memory } from '../../../src/model/memory.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { openChance } from '../../../src/stats/chance.ts';
import { judge } from '../../../src/verdict/judge.ts';
import { aMemory, aRun, ms } from '../../baseline/sample-run.ts';

const p95: Acceptance = { metric: 'p95', because: '', by: 'commit 4f2c1e9' };
const errors = { name: 'errors', unit: '%', value: 0, worse: 'higher' } as const;

interface Told {
  readonly memory: Memory;
  readonly kinds: readonly Verdict['kind'][];
}

/** A default branch that is measured once a day. Each number is a run's level of p95, in milliseconds; runs lie within 2 % of it. */
function follow(levels: readonly number[], acceptedAt: number, seed: number): Told {
  const chance = openChance(seed, 1);
  return levels.reduce<Told>(
    ({ memory, kinds }, level, day) => {
      const run = aRun({
        createdAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
        metrics: [ms('p95', level * (0.98 + 0.04 * chance.unit())), errors],
        accepted: day === acceptedAt ? [p95] : [],
      });
      const recall = { kind: 'found', memory, sentence: '' } as const;
      const verdict = judge(run, recall, runnerClass(run.runner));
      const kept = remember(recall, run, verdict, 'everything');
      return { memory: kept.kind === 'nothing' ? memory : kept.memory, kinds: [...kinds, verdict.kind] };
    },
    { memory: aMemory(), kinds: [] },
  );
}

const fill = (count: number, level: number): readonly number[] => Array.from({ length: count }, () => level);
const count = (kinds: readonly Verdict['kind'][], kind: Verdict['kind']): number => kinds.filter((each) => each === kind).length;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

describe('a default branch that got worse by 30 % for good', () => {
  it('fails where nobody accepted it', () => {
    for (const seed of seeds) expect(count(follow([...fill(30, 10), ...fill(10, 13)], -1, seed).kinds, 'fail')).toBeGreaterThan(0);
  });

  it('fails no more once it was accepted, even by a commit whose own run is not yet known to be worse', () => {
    for (const seed of seeds.slice(0, 3)) {
      const { kinds, memory } = follow([...fill(30, 10), ...fill(100, 13)], 30, seed);
      expect(count(kinds, 'fail')).toBe(0);
      // A suspect now and then is noise; a hundred days at this level are not.
      expect(count(kinds.slice(31), 'inconclusive')).toBeLessThan(10);
      expect(memory.acceptances).toEqual([]);
    }
  });

  it('fails when it gets worse by as much again', () => {
    for (const seed of seeds) {
      const { kinds } = follow([...fill(30, 10), ...fill(12, 13), ...fill(3, 16.9)], 30, seed);
      expect(count(kinds.slice(0, 42), 'fail')).toBe(0);
      expect(count(kinds.slice(42), 'fail')).toBeGreaterThan(0);
    }
  });
});
