import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeMemories } from '../../src/baseline/merge.ts';
import { remember } from '../../src/baseline/remember.ts';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Memory } from '../../src/model/memory.ts';
import { judge } from '../../src/verdict/judge.ts';
import { aMemory, aRun, earlierRun, ms } from './sample-run.ts';

const here = runnerClass(aRun().runner);
const time = (at: number): string => new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString();
/** What one more run, told apart by its number, makes of a baseline. */
const grow = (memory: Memory, at: number): Memory => {
  const run = aRun({
    createdAt: time(at),
    metrics: [ms('p95', 10)],
    accepted: at % 2 === 0 ? [{ metric: 'p95', because: '', by: `commit ${at}` }] : [],
    counterexamples: [{ property: 'property.stability', scenario: `u${at % 7}` }],
  });
  const recall = { kind: 'found', memory, sentence: '' } as const;
  const kept = remember(recall, run, judge(run, recall, here), 'everything');
  return kept.kind === 'nothing' ? memory : kept.memory;
};
const anyMemory = fc.nat({ max: 70 }).map((count) => {
  const runs = Array.from({ length: Math.min(60, count) }, (_, at) => earlierRun([ms('p95', 10)], { createdAt: time(-100 + at) }));
  return aMemory({ runs });
});
const timesOf = ({ runs }: Memory): readonly string[] => runs.map(({ createdAt }) => createdAt);

describe('two baselines that grew from one', () => {
  it('are the newer one where nobody else has written', () => {
    fc.assert(
      fc.property(anyMemory, fc.nat(), (memory, at) => {
        const mine = grow(memory, at);
        expect(mergeMemories(memory, memory, mine)).toEqual(mine);
        expect(mergeMemories(mine, memory, mine)).toEqual(mine);
      }),
    );
  });

  it('are as if one run had come after the other', () => {
    fc.assert(
      fc.property(anyMemory, fc.nat({ max: 500 }), (memory, at) => {
        const theirs = grow(memory, at);
        const merged = mergeMemories(theirs, memory, grow(memory, at + 1));
        expect(merged).toEqual(grow(theirs, at + 1));
        expect(timesOf(merged).slice(-2)).toEqual([time(at), time(at + 1)]);
        expect(merged.runs.length).toBe(Math.min(60, memory.runs.length + 2));
      }),
    );
  });

  it('keep what this run could not use, and do not bring back what it dropped', () => {
    const [future, old] = [earlierRun([], { createdAt: time(9_999_999) }), earlierRun([])];
    const expired = { metric: 'p95', because: '', by: 'a label', createdAt: time(0), expiresAt: time(1) };
    const recalled = aMemory({ runs: [old], acceptances: [expired] });
    const merged = mergeMemories({ ...recalled, runs: [future, old] }, recalled, grow(recalled, 5));
    expect(timesOf(merged)).toEqual([future.createdAt, old.createdAt, time(5)]);
    expect(merged.acceptances).toEqual([]);
  });

  it('are both where nothing was recalled', () => {
    const merged = mergeMemories(grow(aMemory(), 1), null, grow(aMemory(), 2));
    expect(timesOf(merged)).toEqual([time(1), time(2)]);
    expect(mergeMemories(aMemory(), null, aMemory({ repository: '' })).repository).toBe('acme/shop');
  });
});
