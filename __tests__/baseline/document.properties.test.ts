import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMemory, writeMemory } from '../../src/baseline/document.ts';
import { remember } from '../../src/baseline/remember.ts';
import { judge } from '../../src/verdict/judge.ts';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import { anyHistory, anyRun } from './any-run.ts';
import { mutilated } from './mutilate.ts';
import { aMemory, earlierRun, ms } from './sample-run.ts';

const owner = { suite: 'checkout', repository: 'acme/shop' };
const good = writeMemory(
  aMemory({
    runs: [earlierRun([ms('p95', 12.5), ms('mean', 4)]), earlierRun([ms('p95', 13)])],
    counterexamples: [{ property: 'property.stability', scenario: 'u3 "quoted" \u00e9' }],
  }),
);

describe('a baseline document', () => {
  it('that was mutilated is understood or refused in words, and never throws', () => {
    fc.assert(
      fc.property(mutilated(good), (text) => {
        const found = readMemory(text, owner);
        if (found.kind === 'memory') {
          expect(found.memory).toMatchObject({ schema: 'plimsoll.baseline/1', suite: owner.suite });
          expect(['', owner.repository]).toContain(found.memory.repository);
        }
        if (found.kind !== 'memory') expect(found.why).toMatch(/^[\x20-\x7e]{5,80}$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('that is read can be written and read again to the same', () => {
    fc.assert(
      fc.property(anyHistory, (runs) => {
        const memory = aMemory({ runs });
        const found = readMemory(writeMemory(memory), owner);
        // −0 is 0 in JSON.
        expect(found).toEqual({ kind: 'memory', memory: JSON.parse(JSON.stringify(memory)) });
      }),
    );
  });

  it('can be written of whatever was remembered of a run that the schema allows', () => {
    fc.assert(
      fc.property(anyRun, anyHistory, (run, runs) => {
        const recall = { kind: 'found', memory: aMemory({ runs }), sentence: 'Found.' } as const;
        const kept = remember(recall, run, judge(run, recall, runnerClass(run.runner)), 'everything');
        if (kept.kind !== 'nothing') expect(readMemory(writeMemory(kept.memory), owner).kind).toBe('memory');
      }),
    );
  });
});
