import { describe, expect, it } from 'vitest';
import { remember } from '../../src/baseline/remember.ts';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Recall } from '../../src/model/memory.ts';
import type { Run } from '../../src/model/run.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { judge } from '../../src/verdict/judge.ts';
import { aRun, earlierRun, ms, nothingRecalled, recalled } from '../baseline/sample-run.ts';

const here = runnerClass(aRun().runner);
const told = 'No steady state: the median rose by 150 % over 10 s, from 4 ms to 10 ms';
const facts = { id: 'steadiness', measured: 150, limit: 10, unit: '%', evidence: [] };
const unsteady: Finding = { ...facts, kind: 'broken', sentence: told };
const history: Recall = recalled(Array.from({ length: 30 }, (_, at) => earlierRun([ms('p95', 11 + (at % 3))])));

/** p95 of a run that has this finding, judged. */
function judged(p95Ms: number, finding: Finding, recall: Recall = history, part: Partial<Run['policy']> = {}): Verdict {
  const policy = { ...aRun().policy, limits: [{ metric: 'p95', max: 500, unit: 'ms' }], ...part };
  return judge(aRun({ metrics: [ms('p95', p95Ms)], findings: [finding], policy }), recall, here);
}

describe('a run without a steady state', () => {
  it('is inconclusive by default: it neither blocks nor passes in silence', () => {
    expect(judged(12, unsteady)).toMatchObject({ kind: 'inconclusive', blocks: false, reason: `${told}.` });
    expect(judged(12, unsteady, history, { inconclusive: 'fail' })).toMatchObject({ kind: 'inconclusive', blocks: true });
  });

  it('still fails for a limit that broke, which is told first', () => {
    const verdict = judge(aRun({ metrics: [ms('p95', 620)], findings: [unsteady] }), nothingRecalled, here);
    expect(verdict.kind).toBe('fail');
    expect(verdict.reason).toMatch(/^p95 was 620 ms/);
    expect(verdict.findings.filter(({ kind }) => kind === 'broken').map(({ id }) => id)).toEqual(['limit.p95', 'steadiness']);
  });

  it('is not called worse than before where its better level is as good, and is where even that is worse', () => {
    // 27 ms would be a regression; on the lower of two levels, 2.5 times apart, it is 10.8 ms and no worse than before; 60 ms is 24.
    expect(judged(27, unsteady).comparisons).toMatchObject([
      { metric: 'p95', kind: 'inconclusive', reason: expect.stringContaining(told) },
    ]);
    expect(judged(60, unsteady)).toMatchObject({ kind: 'fail', comparisons: [{ kind: 'regression' }] });
  });

  it('weighs a fall as it weighs a rise', () => {
    const fell: Finding = { ...unsteady, measured: -60 };
    expect(judged(27, fell).comparisons).toMatchObject([{ kind: 'inconclusive', reason: expect.stringContaining(told) }]);
    expect(judged(60, fell).kind).toBe('fail');
  });

  it('is not remembered', () => {
    const run = aRun({ findings: [unsteady] });
    expect(remember(nothingRecalled, run, judge(run, nothingRecalled, here), 'everything')).toEqual({
      kind: 'nothing',
      why: 'it reached no steady state',
    });
  });
});

describe('a run of which it is not known whether it was steady', () => {
  it('is judged like any other', () => {
    const unknown: Finding = {
      ...facts,
      kind: 'inconclusive',
      sentence: 'Whether the service was steady cannot be told',
      measured: null,
      limit: null,
    };
    const verdict = judged(12, unknown);
    expect(verdict.kind).toBe('pass');
    expect(verdict.findings.map(({ id }) => id)).toContain('steadiness');
    expect(judged(60, unknown).kind).toBe('fail');
  });
});
