import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Recall } from '../../src/model/memory.ts';
import type { BaseSeen } from '../../src/model/paired.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { judge } from '../../src/verdict/judge.ts';
import { aRun, earlierRun, ms, nothingRecalled, recalled } from '../baseline/sample-run.ts';
import { shaken } from './history/shaken.ts';
import { even, ms as sampleOf, paired, pairsOf, shifted } from './paired/sample-pairs.ts';

const history: Recall = recalled(shaken(100, 40).map((value) => earlierRun([ms('p95', value)])));
const young: Recall = recalled(shaken(100, 4).map((value) => earlierRun([ms('p95', value)])));

function verdictOn(base: BaseSeen, recall: Recall, p95 = 100, compareWith: Policy['compare']['with'] = 'auto'): Verdict {
  const policy = { ...aRun().policy, limits: [], compare: { with: compareWith } };
  return judge(aRun({ metrics: [ms('p95', p95)], base, policy }), recall, runnerClass(aRun().runner));
}

describe('a base that too few pairs came about with', () => {
  const failures = ['The base did not work: it exited.'];
  const base: BaseSeen = {
    kind: 'paired',
    paired: paired(pairsOf([sampleOf('p95', 100, shifted(0.5, even.slice(0, 3)))]), { failures }),
  };
  const why = 'Only 3 pairs were measured, too few to tell. The base did not work: it exited.';

  it('leaves the word to the earlier runs, and both say why', () => {
    const verdict = verdictOn(base, history);
    expect(verdict).toMatchObject({
      kind: 'pass',
      reason: `Nothing broke, and nothing got worse than in 40 earlier runs. ${why}`,
      comparisons: [{ metric: 'p95', kind: 'no-change', before: 100, trail: shaken(100, 40) }],
      baseline: { runs: 40, pairs: 0 },
    });
    expect(verdict.baseline.sentence).toMatch(/^40 earlier runs on .* Only 3 pairs were measured, too few to tell\. The base did not work/);
  });

  it('hides no regression that these are sure of, nor a suspicion', () => {
    const verdict = verdictOn(base, history, 200);
    expect(verdict).toMatchObject({ kind: 'fail', blocks: true, comparisons: [{ kind: 'regression' }] });
    expect(verdict.reason.endsWith(why)).toBe(true);
    const suspect = verdictOn(base, history, 107);
    expect(suspect.kind).toBe('inconclusive');
    expect(suspect.reason.endsWith(why)).toBe(true);
  });

  it('is all there is where these are too few, or were not asked', () => {
    for (const verdict of [verdictOn(base, young), verdictOn(base, nothingRecalled), verdictOn(base, history, 100, 'base')]) {
      expect(verdict).toMatchObject({ kind: 'inconclusive', reason: why, baseline: { pairs: 3 } });
    }
  });
});

describe('a base that enough pairs came about with', () => {
  it('goes before earlier runs', () => {
    const base: BaseSeen = { kind: 'paired', paired: paired(pairsOf([sampleOf('p95', 100, even)])) };
    expect(verdictOn(base, history, 200)).toMatchObject({ kind: 'pass', baseline: { pairs: 12 } });
  });
});

describe('a base that could not be had', () => {
  const base: BaseSeen = { kind: 'absent', why: 'Its commit is not in this clone.', missed: true };

  it('leaves open what too few runs cannot tell, and so may block', () => {
    for (const recall of [nothingRecalled, young]) {
      expect(verdictOn(base, recall)).toMatchObject({
        kind: 'inconclusive',
        reason: 'Whether anything got worse is not known. The base could not be had. Its commit is not in this clone.',
      });
    }
  });

  it('and that nobody counts on leaves a first run what it is: without anything to compare with', () => {
    expect(verdictOn({ ...base, missed: false }, nothingRecalled)).toMatchObject({ kind: 'not-comparable' });
  });

  it('is told beside what the earlier runs say', () => {
    const verdict = verdictOn(base, history);
    expect(verdict).toMatchObject({ kind: 'pass', reason: 'Nothing broke, and nothing got worse than in 40 earlier runs.' });
    expect(verdict.baseline.sentence).toMatch(/The base could not be had\. Its commit is not in this clone\.$/);
    expect(verdictOn(base, history, 200).kind).toBe('fail');
  });
});

describe('a base that nobody asked for', () => {
  it('is the run itself where only a base is compared with, and that passes', () => {
    const sentence = 'This is the base itself: there is nothing to hold it against.';
    expect(verdictOn({ kind: 'unasked' }, history, 200, 'base')).toMatchObject({
      kind: 'pass',
      reason: `Nothing broke. ${sentence}`,
      baseline: { sentence },
    });
  });

  it('is no news where earlier runs tell, or will', () => {
    expect(verdictOn({ kind: 'unasked' }, history)).toMatchObject({ kind: 'pass', baseline: { runs: 40 } });
    expect(verdictOn({ kind: 'unasked' }, young).kind).toBe('not-comparable');
  });
});
