import { describe, expect, it } from 'vitest';
import type { Acceptance } from '../../../src/model/acceptance.ts';
import type { Run } from '../../../src/model/run.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { judge } from '../../../src/verdict/judge.ts';
import { runnerClass } from '../../../src/baseline/runner-class.ts';
import { aRun, earlierRun, ms, recalled } from '../../baseline/sample-run.ts';
import { even, ms as sampleOf, paired, pairsOf, shifted, type Sample } from '../paired/sample-pairs.ts';

const p95: Acceptance = { metric: 'p95', because: 'answers are encrypted', by: 'commit 4f2c1e9' };
const runs = Array.from({ length: 30 }, (_, at) => earlierRun([ms('p95', 10 + (at % 3) / 10), ms('mean', 5 + (at % 3) / 20)]));
const told = (part: Partial<Run>): Verdict => {
  const policy = { ...aRun().policy, limits: [{ metric: 'p95', max: 500, unit: 'ms' }] };
  return judge(aRun({ policy, ...part }), recalled(runs), runnerClass(aRun().runner));
};
const cpu = (changes: readonly number[]): Sample => sampleOf('cpu-per-operation', 0.4, changes);
const p50 = (changes: readonly number[]): Sample => sampleOf('p50', 20, changes);
const worse = [ms('p95', 30), ms('mean', 5)];

describe('a worsening against earlier runs', () => {
  it('that is accepted stays a regression, is a finding that holds, and is the first thing a pass says', () => {
    expect(told({ metrics: worse })).toMatchObject({ kind: 'fail', blocks: true });
    const verdict = told({ metrics: worse, accepted: [p95] });
    expect(verdict).toMatchObject({ kind: 'pass', blocks: false });
    expect(verdict.reason).toMatch(
      /^p95 went from 10\.1.ms to 30.ms \(\+197.%.*\), which was accepted \(commit 4f2c1e9: because answers are encrypted\)\. The limit held, and nothing else got worse than in 30 earlier runs\.$/,
    );
    expect(verdict.comparisons.find(({ metric }) => metric === 'p95')).toMatchObject({
      kind: 'regression',
      accepted: 'commit 4f2c1e9: because answers are encrypted',
    });
    expect(verdict.findings.find(({ id }) => id === 'regression.p95')).toMatchObject({ kind: 'held' });
  });

  it('excuses nothing else: another regression, a limit, a crash', () => {
    const both = told({ metrics: [ms('p95', 30), ms('mean', 15)], accepted: [p95] });
    expect(both).toMatchObject({ kind: 'fail', blocks: true });
    expect(both.reason).toMatch(/^mean went .*\. p95 went .* which was accepted/);
    expect(told({ metrics: [ms('p95', 900), ms('mean', 5)], accepted: [p95] })).toMatchObject({ kind: 'fail' });
    const crash = { kind: 'broken', id: 'crash', sentence: 'It died.', measured: null, limit: null, unit: '', evidence: [] } as const;
    expect(told({ findings: [crash], accepted: [{ ...p95, metric: 'crash' }] })).toMatchObject({ kind: 'fail' });
    const all = told({ metrics: [ms('p95', 30), ms('mean', 15)], accepted: [p95, { ...p95, metric: 'mean' }] });
    expect(all).toMatchObject({ kind: 'pass' });
    expect(all.reason).toMatch(/So were: mean\. The limit held/);
  });

  it('that is only suspected leaves no doubt where it is accepted', () => {
    const suspect = [ms('p95', 10.45), ms('mean', 5)];
    expect(told({ metrics: suspect })).toMatchObject({ kind: 'inconclusive' });
    expect(told({ metrics: suspect, accepted: [p95] })).toMatchObject({
      kind: 'pass',
      reason: expect.stringMatching(/^p95 went .* accepted/),
    });
  });

  it('that did not happen, or has no such name, is told', () => {
    const sentences = told({
      metrics: [ms('p95', 10), ms('mean', 5)],
      accepted: [p95, { ...p95, metric: 'p59', by: 'label of pull request 12' }],
    });
    expect(sentences).toMatchObject({ kind: 'pass' });
    expect(sentences.findings.filter(({ id }) => id.startsWith('acceptance.'))).toMatchObject([
      { kind: 'held', id: 'acceptance.p95', sentence: 'commit 4f2c1e9 accepts that p95 gets worse, but it did not.' },
      {
        kind: 'held',
        id: 'acceptance.p59',
        sentence: 'label of pull request 12 accepts that p59 gets worse, but no such metric is compared, only p95, mean.',
      },
    ]);
    const young = judge(aRun({ accepted: [p95] }), recalled([]), runnerClass(aRun().runner));
    expect(young.kind).toBe('not-comparable');
    expect(young.findings.find(({ id }) => id === 'acceptance.p95')?.sentence).toContain('which is not known to be so');
  });

  it('cannot be told by the document itself, nor bring commands or new lines into it', () => {
    const finding = { kind: 'broken', id: 'acceptance.p95', sentence: 'x', measured: null, limit: null, unit: '', evidence: [] } as const;
    expect(told({ metrics: [ms('p95', 10), ms('mean', 5)], findings: [finding] }).kind).toBe('pass');
    const hostile = { metric: 'p95', because: 'x\n::error::y\u001b[31m ##[error]z', by: `commit\r\n${'x'.repeat(200)}` };
    const verdict = told({ metrics: worse, accepted: [hostile, { ...hostile, metric: '\u0007\n##[error]' }] });
    expect(JSON.stringify([verdict.reason, verdict.comparisons, verdict.findings])).not.toMatch(/\\n|\\r|\\u00|##\[/);
  });
});

describe('a worsening against the base', () => {
  const policy = { ...aRun().policy, limits: [], compare: { with: 'base' } } as const;
  const pairsWith = (accepted: readonly Acceptance[], ...samples: readonly Sample[]): Verdict =>
    told({ policy, accepted, base: { kind: 'paired', paired: paired(pairsOf(samples)) } });
  const cpuToo: Acceptance = { ...p95, metric: 'cpu-per-operation' };

  it('passes when it is accepted, and nothing else got worse', () => {
    expect(pairsWith([], cpu(shifted(0.2)), p50(even))).toMatchObject({ kind: 'fail' });
    const verdict = pairsWith([cpuToo], cpu(shifted(0.2)), p50(even));
    expect(verdict).toMatchObject({ kind: 'pass', blocks: false });
    expect(verdict.reason).toMatch(
      /^CPU per operation went .* which was accepted \(.*\)\. Nothing broke\. Nothing else got worse than the base/,
    );
    expect(pairsWith([cpuToo], cpu(shifted(0.2)), p50(shifted(0.2)))).toMatchObject({ kind: 'fail' });
  });

  it('leaves the doubt about others, and is enough to know that this machine can tell', () => {
    const wild = even.map((value, at) => value + (at % 3 === 0 ? -0.12 : 0.36));
    expect(pairsWith([cpuToo], cpu(shifted(0.2)), p50(wild))).toMatchObject({ kind: 'inconclusive' });
    expect(pairsWith([cpuToo], cpu(shifted(0.2)))).toMatchObject({ kind: 'pass' });
  });
});
