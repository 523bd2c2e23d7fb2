import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Limit } from '../../src/model/policy.ts';
import type { Run } from '../../src/model/run.ts';
import { judge } from '../../src/verdict/judge.ts';
import { judgeLimits } from '../../src/verdict/limits.ts';
import { anOperation, aRun, earlierRun, latency, ms, nothingRecalled, recalled } from '../baseline/sample-run.ts';

const facts = { sentence: 'It broke.', measured: 1, limit: 0, unit: 'count', evidence: [] };
const broken = (id: string): Finding => ({ kind: 'broken', id, ...facts });
const percent = (value: number): Run['metrics'][number] => ({ name: 'errors', unit: '%', value, worse: 'higher' });

/** A load of a thousand operations of which so many were cut off after 10 s, and so many were wrong. */
function loaded(cut: number, wrong: number = 0, rest: Partial<typeof latency> = {}): Observation {
  const responseMs = { ...latency, max: 10_000, p99: cut >= 10 ? 10_000 : 20, p95: cut >= 50 ? 10_000 : 12, ...rest };
  const total = anOperation({ name: 'all', requests: 1_000, errors: cut + wrong, errorKinds: { timeout: cut, status: wrong }, responseMs });
  return { ...aRun().steady, total, operations: [total] };
}

function judgeBeside(finding: Finding, limit: Limit, part: Partial<Run>): Finding | undefined {
  return judgeLimits(aRun({ findings: [finding], ...part, policy: { ...aRun().policy, limits: [limit] } }))[0];
}

const errors: Limit = { metric: 'errors', max: 5, unit: '%' };
const p95: Limit = { metric: 'p95', max: 500, unit: 'ms' };

describe('a limit beside a hang', () => {
  it('on errors is explained by it when only operations that were cut off break it', () => {
    const run = { metrics: [percent(9)], steady: loaded(90), replay: 'npx plimsoll replay' };
    expect(judgeBeside(broken('hang.deadlock'), errors, run)).toEqual({
      kind: 'inconclusive',
      id: 'limit.errors',
      sentence: '9 % of 1\u2009000 operations failed, above the limit of 5 %: explained by hang.deadlock.',
      measured: 9,
      interval: [expect.any(Number), expect.any(Number)],
      limit: 5,
      unit: '%',
      evidence: [expect.any(String), '99.9 % interval 6.4 % to 12 %, 1\u2009000 operations'],
    });
    expect(judgeBeside(broken('leak.memory'), errors, run)?.kind).toBe('broken');
    expect(judgeBeside({ ...broken('hang.deadlock'), kind: 'held' }, errors, run)?.kind).toBe('broken');
  });

  it('stays broken by answers that were wrong', () => {
    expect(judgeBeside(broken('hang.deadlock'), errors, { metrics: [percent(18)], steady: loaded(90, 90) })?.kind).toBe('broken');
  });

  it('on a latency is explained when those that were answered kept it', () => {
    expect(judgeBeside(broken('hang.deadlock'), p95, { metrics: [ms('p95', 10_000)], steady: loaded(60) })?.kind).toBe('inconclusive');
    expect(judgeBeside(broken('crash'), p95, { metrics: [ms('p95', 10_000)], steady: loaded(60) })?.kind).toBe('inconclusive');
  });

  it('on a latency stays broken where those that were answered broke it too, and where nothing was cut off', () => {
    const slow = { p50: 700, p75: 800, p90: 900, p95: 950 };
    expect(judgeBeside(broken('hang.deadlock'), p95, { metrics: [ms('p95', 950)], steady: loaded(40, 0, slow) })?.kind).toBe('broken');
    expect(judgeBeside(broken('hang.deadlock'), p95, { metrics: [ms('p95', 700)], steady: loaded(0, 0, { p95: 700 }) })?.kind).toBe(
      'broken',
    );
  });

  it('on a latency is explained where all were cut off: none is left that could be slow', () => {
    const all = { p50: 10_000, p75: 10_000, p90: 10_000, p95: 10_000, p99: 10_000 };
    expect(judgeBeside(broken('hang.deadlock'), p95, { metrics: [ms('p95', 10_000)], steady: loaded(1_000, 0, all) })?.kind).toBe(
      'inconclusive',
    );
  });

  it('on the mean is explained when those that were cut off carry it up', () => {
    const mean: Limit = { metric: 'mean', max: 500, unit: 'ms' };
    expect(judgeBeside(broken('hang.deadlock'), mean, { metrics: [ms('mean', 605)], steady: loaded(60, 0, { mean: 605 }) })?.kind).toBe(
      'inconclusive',
    );
    expect(judgeBeside(broken('hang.deadlock'), mean, { metrics: [ms('mean', 1_300)], steady: loaded(60, 0, { mean: 1_300 }) })?.kind).toBe(
      'broken',
    );
  });

  it('on CPU is explained by a hang that burns, not by one that sleeps', () => {
    const cpu: Limit = { metric: 'cpu', max: 0.5, unit: 'cores' };
    const run: Partial<Run> = {
      metrics: [{ name: 'cpu', unit: 'cores', value: 1, worse: 'higher' }],
      steady: { ...aRun().steady, ended: 'stopped' },
    };
    expect(['hang.spin', 'hang.livelock', 'hang.deadlock', 'crash'].map((id) => judgeBeside(broken(id), cpu, run)?.kind)).toEqual([
      'inconclusive',
      'inconclusive',
      'broken',
      'broken',
    ]);
  });

  it('on memory is not explained at all', () => {
    const metrics = [{ name: 'rss', unit: 'bytes', value: 2e9, worse: 'higher' } as const];
    expect(judgeBeside(broken('hang.spin'), { metric: 'rss', max: 1e9, unit: 'bytes' }, { metrics, steady: loaded(90) })?.kind).toBe(
      'broken',
    );
  });

  it('that it explains with few cut off it explains with more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.nat(100), fc.constantFrom('p50', 'p95', 'p99', 'mean'), (cut, more, metric) => {
        const limit: Limit = { metric, max: 15, unit: 'ms' };
        const kindWith = (count: number): string | undefined => {
          const steady = loaded(count, 0, { p50: 14, p75: 16, p90: 18, p95: 9_000, p99: 10_000, mean: 400 });
          return judgeBeside(broken('crash'), limit, { metrics: [ms(metric, 9_000)], steady })?.kind;
        };
        if (kindWith(cut) === 'inconclusive') expect(kindWith(cut + more)).toBe('inconclusive');
      }),
    );
  });
});

describe('beside a hang', () => {
  const here = runnerClass(aRun().runner);

  it('what it leaves behind and how it drifted are told as its work, and it alone is broken', () => {
    const findings = [broken('drain'), broken('steadiness'), broken('hang.spin')];
    const steady: Observation = { ...loaded(90), ended: 'stopped' };
    const verdict = judge(aRun({ findings, steady, metrics: [percent(9), ms('p95', 10_000)] }), nothingRecalled, here);
    expect(verdict).toMatchObject({ kind: 'fail', reason: 'It broke.' });
    expect(verdict.findings.filter(({ kind }) => kind === 'broken').map(({ id }) => id)).toEqual(['hang.spin']);
    expect(verdict.findings.filter(({ kind }) => kind === 'inconclusive').map(({ sentence }) => sentence.split(': ').at(-1))).toEqual(
      Array.from({ length: 4 }, () => 'explained by hang.spin.'),
    );
  });

  it('nothing is called worse than before by a load that it ended', () => {
    const history = recalled(Array.from({ length: 30 }, (_, at) => earlierRun([ms('p95', 11 + (at % 3))])));
    const kindOf = (ended: Observation['ended']): string | undefined => {
      const run = aRun({ findings: [broken('hang.deadlock')], metrics: [ms('p95', 60)], steady: { ...aRun().steady, ended } });
      return judge(run, history, here).comparisons[0]?.kind;
    };
    expect([kindOf('complete'), kindOf('stopped')]).toEqual(['regression', 'inconclusive']);
  });

  it('a drain that broke in a run without one stays broken, and blocks', () => {
    expect(judge(aRun({ findings: [broken('drain')] }), nothingRecalled, here)).toMatchObject({ kind: 'fail', blocks: true });
  });
});
