import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Recall } from '../../src/model/memory.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { Run } from '../../src/model/run.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { judge } from '../../src/verdict/judge.ts';
import { aRun, asRemembered, earlierRun, ms, nothingRecalled, recalled } from '../baseline/sample-run.ts';

const here = runnerClass(aRun().runner);
const policy = (part: Partial<Policy>): Partial<Run> => ({ policy: { ...aRun().policy, ...part } });
const history = (count: number): Recall => recalled(Array.from({ length: count }, (_, at) => earlierRun([ms('p95', 11 + (at % 3))])));
const slow: Partial<Run> = { metrics: [ms('p95', 620), { name: 'errors', unit: '%', value: 0, worse: 'higher' }] };
const p95Only: Partial<Run> = { metrics: [ms('p95', 12)], ...policy({ limits: [{ metric: 'p95', max: 500, unit: 'ms' }] }) };
const broken = (id: string): Finding => ({
  kind: 'broken',
  id,
  sentence: `${id} broke.`,
  measured: null,
  limit: null,
  unit: '',
  evidence: [],
});
const spoiled = { kind: 'spoiled', sentence: 'Another job used half of this runner.' } as const;
const bounded = { ...spoiled, mostShare: 0.3 };

function verdictOn(part: Partial<Run>, recall: Recall = nothingRecalled): Verdict {
  return judge(aRun(part), recall, here);
}

describe('the verdict', () => {
  it('passes when the limits hold and nothing is to be compared', () => {
    expect(verdictOn(policy({ compare: { with: 'none' } }))).toMatchObject({
      schema: 'plimsoll.verdict/1',
      suite: 'checkout',
      kind: 'pass',
      reason: 'All 2 limits held; nothing was compared.',
      blocks: false,
      comparisons: [],
      baseline: { runs: 0 },
      cost: { phaseMs: { startup: 312, steady: 10_000 } },
    });
  });

  it('passes when nothing got worse than in the runs before', () => {
    expect(verdictOn(p95Only, history(30))).toMatchObject({
      kind: 'pass',
      reason: 'The limit held, and nothing got worse than in 30 earlier runs.',
      comparisons: [{ metric: 'p95', kind: 'no-change' }],
      baseline: { runs: 30 },
    });
  });

  it('is not comparable without a baseline, says so, and never blocks for it', () => {
    expect(verdictOn(policy({ inconclusive: 'fail' }))).toMatchObject({
      kind: 'not-comparable',
      blocks: false,
      reason: 'All 2 limits held, but there is nothing to compare with. No baseline: there is no file yet.',
      comparisons: [{ kind: 'not-comparable' }, { kind: 'not-comparable' }, { kind: 'not-comparable' }],
    });
  });

  it('is not clouded by bounded trouble where no judgement was in doubt, and still lists it', () => {
    const part = { ...p95Only, self: { ...aRun().self, runner: bounded } };
    expect(verdictOn({ ...part, ...policy({ limits: [], compare: { with: 'none' } }) }).kind).toBe('pass');
    expect(verdictOn(part).kind).toBe('not-comparable');
    const compared = verdictOn(part, history(30));
    expect(compared.kind).toBe('pass');
    expect(compared.findings[0]).toMatchObject({ kind: 'inconclusive', id: 'self.runner' });
  });

  it('is not clouded by a property that was not looked at, but by one that was seen to be in doubt', () => {
    const calm = { ...p95Only, ...policy({ limits: [], compare: { with: 'none' } }) };
    const open = { kind: 'inconclusive', id: 'property.constraints', sentence: '', measured: null, unit: 'ms', evidence: [] } as const;
    expect(verdictOn({ ...calm, findings: [{ ...open, limit: null }] }).kind).toBe('pass');
    expect(verdictOn({ ...calm, findings: [{ ...open, limit: 5_000 }] }).kind).toBe('inconclusive');
  });

  it('fails for a regression that bounded trouble cannot explain, and is open for one it can', () => {
    const self = { ...aRun().self, runner: bounded };
    expect(verdictOn({ ...p95Only, metrics: [ms('p95', 40)], self }, history(30))).toMatchObject({ kind: 'fail' });
    expect(verdictOn({ ...p95Only, metrics: [ms('p95', 17)], self }, history(30))).toMatchObject({
      kind: 'inconclusive',
      reason: 'p95 is worse than before, but not surely by the service. Another job used half of this runner.',
    });
  });

  it('is not comparable with too few runs, says how many, and never blocks for it', () => {
    expect(verdictOn({ ...p95Only, ...policy({ limits: [], inconclusive: 'fail' }) }, history(4))).toMatchObject({
      kind: 'not-comparable',
      blocks: false,
      reason: 'Nothing broke, but there are only 5 of the 15 runs a comparison needs.',
      comparisons: [{ kind: 'inconclusive' }],
      baseline: { runs: 4 },
    });
  });

  it('never compares another runner class or another configuration, and says what it left aside', () => {
    const others = [
      ...Array.from({ length: 30 }, () => earlierRun([ms('p95', 1)], { runnerClass: 'other' })),
      earlierRun([ms('p95', 1)], { configHash: 'other' }),
    ];
    const verdict = verdictOn(p95Only, recalled(others));
    expect(verdict).toMatchObject({ kind: 'not-comparable', baseline: { runs: 0 }, comparisons: [{ kind: 'not-comparable' }] });
    expect(verdict.baseline.sentence).toBe(
      'The baseline was found. Left aside: 30 runs on another kind of runner (other), the newest of 2026-10-31 (4f2c1e9); ' +
        '1 run with another configuration, of 2026-10-31 (4f2c1e9). The configuration changed, so its history begins anew.',
    );
  });

  it('never compares a run with itself when it is reported again', () => {
    expect(verdictOn({}, recalled([asRemembered()]))).toMatchObject({ kind: 'not-comparable', baseline: { runs: 0 } });
  });

  it('still lets limits gate without a baseline', () => {
    expect(verdictOn(slow)).toMatchObject({ kind: 'fail', blocks: true, reason: 'p95 was 620 ms, above its limit of 500 ms.' });
  });

  it('names the most important broken thing first', () => {
    const findings = [broken('property.stability'), broken('crash')];
    const verdict = verdictOn({ ...slow, findings });
    expect(verdict.reason).toBe('crash broke. 2 more findings are broken.');
    expect(verdict.findings.map(({ id }) => id)).toEqual(['crash', 'property.stability', 'limit.p95', 'limit.errors']);
  });

  it('fails for a regression, as a finding of its own', () => {
    const verdict = verdictOn({ ...p95Only, metrics: [ms('p95', 40)] }, history(30));
    expect(verdict).toMatchObject({ kind: 'fail', blocks: true });
    expect(verdict.reason).toMatch(/^p95 went from 12 ms to 40 ms \(\+233 %, between \+22\d % and \+24\d %\)\.$/);
    expect(verdict.findings[0]).toMatchObject({ kind: 'broken', id: 'regression.p95', measured: 40, unit: 'ms' });
  });

  it('is inconclusive without a number that the runs before had, and says so', () => {
    const earlier = Array.from({ length: 30 }, (_, at) => earlierRun([ms('p95', 11 + (at % 3)), ms('cpu-per-operation', 1)]));
    expect(verdictOn(p95Only, recalled(earlier))).toMatchObject({
      kind: 'inconclusive',
      reason: 'Not measured this time: cpu-per-operation.',
    });
    expect(verdictOn({ ...p95Only, metrics: [], ...policy({ limits: [] }) }, recalled(earlier))).toMatchObject({
      kind: 'inconclusive',
      reason: 'Not measured this time: p95, cpu-per-operation.',
    });
    expect(verdictOn(p95Only, recalled(earlier.slice(0, 4))).kind).toBe('not-comparable');
  });

  it('is inconclusive where the run before was as bad and was let in', () => {
    const earlier = [...Array.from({ length: 30 }, (_, at) => earlierRun([ms('p95', 11 + (at % 3))])), earlierRun([ms('p95', 40)])];
    expect(verdictOn({ ...p95Only, metrics: [ms('p95', 40)] }, recalled(earlier))).toMatchObject({
      kind: 'inconclusive',
      reason: 'p95 is worse than usual, as the run before was already: whether this run adds to it is not known.',
    });
  });

  it('is inconclusive for one suspect run', () => {
    expect(verdictOn({ ...p95Only, metrics: [ms('p95', 14.5)] }, history(59))).toMatchObject({
      kind: 'inconclusive',
      blocks: false,
      reason: 'p95 is worse than usual by more than noise mostly is, but one run cannot tell a change from noise.',
    });
  });

  it('is inconclusive when measuring itself was spoiled, never blaming the service', () => {
    const verdict = verdictOn({ ...slow, self: { ...aRun().self, runner: spoiled } });
    expect(verdict).toMatchObject({ kind: 'inconclusive', blocks: false });
    expect(verdict.findings.filter(({ kind }) => kind === 'inconclusive').map(({ id }) => id)).toEqual(['limit.p95', 'self.runner']);
  });

  it('blocks an inconclusive run only where the policy says so', () => {
    const part = { self: { ...aRun().self, monitor: spoiled } };
    expect(verdictOn({ ...part, ...policy({ inconclusive: 'fail' }) })).toMatchObject({ kind: 'inconclusive', blocks: true });
  });

  it('reports without blocking what fail-on leaves out', () => {
    const verdict = verdictOn({ ...slow, ...policy({ failOn: ['regression'], compare: { with: 'none' } }) });
    expect(verdict).toMatchObject({
      kind: 'pass',
      blocks: false,
      reason: 'p95 was 620 ms, above its limit of 500 ms. By policy this does not block. Nothing else broke; nothing was compared.',
    });
    expect(verdict.findings[0]).toMatchObject({ kind: 'broken', id: 'limit.p95' });
  });

  it('sorts broken things under the right clause of fail-on', () => {
    const kindFor = (id: string, failOn: Policy['failOn']): string =>
      verdictOn({ ...policy({ failOn, compare: { with: 'none' } }), findings: [broken(id)] }).kind;
    for (const id of ['property.stability', 'crash', 'hang.spin', 'leak.memory', 'consistency.lost-update']) {
      expect(kindFor(id, ['broken-property'])).toBe('fail');
      expect(kindFor(id, ['breach', 'regression'])).toBe('pass');
    }
    expect(verdictOn({ ...slow, ...policy({ failOn: ['breach'] }) }).kind).toBe('fail');
  });

  it('names a leak after what answers wrongly and before what is slow, and what the drain left after the leak', () => {
    const ids = ['drain', 'limit.p95', 'leak.sockets', 'property.stability', 'steadiness', 'startup'];
    const verdict = verdictOn({ ...slow, findings: ids.filter((id) => id !== 'limit.p95').map(broken) });
    expect(verdict.findings.filter(({ kind }) => kind === 'broken').map(({ id }) => id)).toEqual([
      'property.stability',
      'leak.sockets',
      'drain',
      'startup',
      'limit.p95',
      'steadiness',
    ]);
  });

  it.each([
    ['startup', null],
    ['startup', 3],
    ['drain', null],
    ['drain', 3],
    ['leak.memory', null],
    ['leak.descriptors', null],
  ])('is not clouded by %s that is not known (measured %j)', (id, measured) => {
    const open: Finding = { ...broken(id), kind: 'inconclusive', measured };
    const verdict = verdictOn({ ...policy({ compare: { with: 'none' } }), findings: [open] });
    expect(verdict.kind).toBe('pass');
    expect(verdict.findings[0]).toEqual(open);
  });

  it('is clouded by a leak that was seen but not confirmed', () => {
    const open: Finding = { ...broken('leak.memory'), kind: 'inconclusive', measured: 120, sentence: 'It may leak.' };
    expect(verdictOn({ ...policy({ compare: { with: 'none' } }), findings: [open] })).toMatchObject({
      kind: 'inconclusive',
      reason: 'It may leak.',
    });
  });

  it('does not take from a run what only the judge may say', () => {
    const verdict = verdictOn({
      findings: [broken('limit.p95'), broken('regression.p95'), broken('self.runner')],
      ...policy({ compare: { with: 'none' } }),
    });
    expect(verdict).toMatchObject({ kind: 'pass' });
    expect(verdict.findings.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['limit.errors held', 'limit.p95 held']);
  });
});
