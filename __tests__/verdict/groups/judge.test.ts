import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { Metric } from '../../../src/model/metric.ts';
import type { Run } from '../../../src/model/run.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { judgeGroups } from '../../../src/verdict/groups/judge.ts';
import type { Member } from '../../../src/verdict/groups/member.ts';
import { aRun, ms } from '../../baseline/sample-run.ts';
import { group } from './sample-groups.ts';

const errorless: Metric = { name: 'errors', unit: '%', value: 0, worse: 'higher' };
/** Runs as calm machines give them: a percent apart. */
const wobble = (at: number): number => 1 + 0.01 * Math.sin(7 * at);
const numbers = (times: number, at: number): readonly Metric[] => [
  ms('cpu-per-operation', 1.2 * times * wobble(at)),
  ms('p95', 31 * times * wobble(at + 3)),
  ms('p50', 10 * times * wobble(at + 5)),
  errorless,
];
const before = (count: number, part: Partial<Run> = {}): readonly Member[] =>
  group(count, 1, (at) => ({ metrics: numbers(1, at), ...part }));
const after = (count: number, times = 1, part: Partial<Run> = {}): readonly Member[] =>
  group(count, 20, (at) => ({ metrics: numbers(times, at + 0.5), ...part }));
const crash: Finding = { kind: 'broken', id: 'crash', sentence: 'It died.', measured: null, limit: null, unit: '', evidence: [] };

const withoutLimits = (member: Member): Member => ({ ...member, run: { ...member.run, policy: { ...member.run.policy, limits: [] } } });

function verdictOn(earlier: readonly Member[], later: readonly Member[]): Verdict {
  const judged = judgeGroups(earlier, later);
  if (judged === null) throw new Error('nothing after');
  return judged.verdict;
}

describe('two groups of runs', () => {
  it('pass when nothing got worse, and say what would have been seen', () => {
    expect(verdictOn(before(6), after(6))).toMatchObject({
      kind: 'pass',
      reason: expect.stringMatching(
        /^All 2 limits held\. Nothing got worse than before: a worsening of .* by [\d.]+ % would have been seen\.$/,
      ),
      blocks: false,
      baseline: {
        runs: 6,
        pairs: 0,
        sentence: expect.stringMatching(
          /^6 runs of 4f2c1e9 \(2026-11-01\) before, 6 runs of 4f2c1e9 \(2026-11-20\) after, on AMD EPYC 7763/,
        ),
      },
    });
  });

  it('fail when a number got worse, with its interval, and show the newest run', () => {
    const later = after(6, 1.2);
    const judged = judgeGroups(before(6), later);
    expect(judged?.run).toEqual({ ...later.at(-1)?.run, base: { kind: 'unasked' } });
    expect(judged?.verdict).toMatchObject({
      kind: 'fail',
      blocks: true,
      comparisons: [
        {
          metric: 'cpu-per-operation',
          kind: 'regression',
          changeIn: 'percent',
          reason: expect.stringMatching(/^19 % worse in 6 runs against 6; with 95 %/),
        },
        { metric: 'p95', kind: 'regression' },
        { metric: 'errors', kind: 'no-change', changeIn: 'points' },
      ],
    });
    const cpu = judged?.verdict.comparisons[0];
    expect(cpu?.intervalPercent?.[0]).toBeGreaterThan(17);
    expect(cpu?.intervalPercent?.[1]).toBeLessThan(23);
    expect(cpu?.before).toBeCloseTo(1.2, 1);
    expect(cpu?.trail).toHaveLength(6);
  });

  it('of which one side was measured after the other say that the machine may have changed', () => {
    expect(verdictOn(before(6), after(6)).baseline.sentence).toMatch(/not measured by turns/);
    expect(verdictOn(after(6), before(6)).baseline.sentence).toMatch(/wrong way round/);
    const turns = after(6).map(({ remembered }, at) => {
      const run = aRun({ createdAt: `2026-11-01T0${at}:30:00.000Z`, metrics: numbers(1, at) });
      return { run, remembered };
    });
    expect(verdictOn(before(6), turns).baseline.sentence).not.toMatch(/turns|round/);
  });

  it('of four each can pass, but call nothing a regression, and say how many would', () => {
    expect(verdictOn(before(4), after(4)).kind).toBe('pass');
    expect(verdictOn(before(4), after(4, 1.5))).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringMatching(
        /4 runs against 4, with 95 % confidence between .* worse and .* worse: too few to call it a change; 5 of each would do/,
      ),
    });
  });

  it('of which one has fewer than four say so, whatever they measured', () => {
    expect(verdictOn(before(3), after(5, 3))).toMatchObject({
      kind: 'inconclusive',
      blocks: false,
      reason: expect.stringMatching(/3 runs before and 5 after are too few .* 5 of each would do, or 14 before against one\./),
      findings: expect.not.arrayContaining([expect.objectContaining({ id: 'regression.p95' })]),
    });
  });

  it('that differ by less than counts are no regression, however sure the difference', () => {
    const exactly = (times: number, day: number): readonly Member[] =>
      group(8, day, (at) => ({
        metrics: [ms('cpu-per-operation', 1.2 * times * (1 + at * 1e-5)), ms('p95', 0.3 * (times + 0.2 * (times - 1))), errorless],
      }));
    expect(verdictOn(exactly(1, 1), exactly(1.01, 20)).kind).toBe('pass');
  });

  it('fail by what broke in any of the runs after, and say in how many', () => {
    const later = after(6).map((member, at) => (at === 2 ? { ...member, run: { ...member.run, findings: [crash] } } : member));
    expect(verdictOn(before(6), later)).toMatchObject({
      kind: 'fail',
      reason: 'It died.',
      findings: expect.arrayContaining([expect.objectContaining({ id: 'crash', evidence: ['Broken in 1 of 6 runs after.'] })]),
    });
  });

  it('let pass what is accepted, and say who does', () => {
    const accepted = ['cpu-per-operation', 'p50'].map((metric) => ({ metric, because: 'answers are encrypted', by: 'commit 4f2c1e9' }));
    const slower = group(6, 20, (at) => ({
      metrics: numbers(1, at + 0.5).map((each, of) => (of === 0 ? { ...each, value: 1.5 * each.value } : each)),
      accepted,
    }));
    expect(verdictOn(before(6), slower)).toMatchObject({
      kind: 'pass',
      reason: expect.stringContaining('Nothing else got worse than before'),
      comparisons: [{ metric: 'cpu-per-operation', kind: 'regression', accepted: 'commit 4f2c1e9: because answers are encrypted' }, {}, {}],
      findings: expect.arrayContaining([expect.objectContaining({ id: 'acceptance.p50' })]),
    });
  });

  it('do not blame the service for what trouble of our own explains', () => {
    const busy = { self: { ...aRun().self, runner: { kind: 'spoiled', sentence: 'A neighbour was busy.', mostShare: 0.3 } } } as const;
    expect(verdictOn(before(6), after(6, 1.2, busy))).toMatchObject({
      kind: 'inconclusive',
      comparisons: [
        { kind: 'inconclusive', reason: 'Worse, but not surely by the service. A neighbour was busy.' },
        { kind: 'inconclusive' },
        { kind: 'no-change' },
      ],
    });
    expect(verdictOn(before(6), after(6, 2, busy)).kind).toBe('fail');
  });

  it('of which one has lost a number are inconclusive, and all that only one has are named', () => {
    const renamed = group(6, 20, (at) => ({ metrics: [ms('cpu-per-operation', 1.2 * wobble(at)), ms('p50(basket)', 9), errorless] }));
    const verdict = verdictOn(before(6), renamed.map(withoutLimits));
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'p95 was measured in the runs before only.' });
    expect(verdict.baseline.sentence).toContain('Only the runs before have p95, p50; only those after have p50(basket): renamed?');
  });
});

describe('numbers of which no ratio can be taken', () => {
  const idle = (count: number, day: number): readonly Member[] =>
    group(count, day, (at) => ({ metrics: [ms('cpu-per-operation', 0), ms('p95', 31 * wobble(at)), errorless] }));

  it('leave it open in groups', () => {
    expect(verdictOn(idle(6, 1), idle(6, 20))).toMatchObject({
      kind: 'inconclusive',
      reason: 'CPU per operation was zero, of which no ratio can be taken.',
    });
  });

  it('are shown, without a change, for one run against another', () => {
    expect(verdictOn(idle(1, 1), idle(1, 20)).comparisons[0]).toMatchObject({ before: 0, after: 0, changePercent: null });
  });
});

describe('one run against another', () => {
  it('shows every change and judges none', () => {
    const verdict = verdictOn(before(1), after(1, 3));
    expect(verdict).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringMatching(/^Whether anything got worse is not known\. One run on each side says nothing of the noise/),
    });
    expect(verdict.comparisons.map(({ metric, kind }) => [metric, kind])).toEqual([
      ['cpu-per-operation', 'inconclusive'],
      ['p95', 'inconclusive'],
      ['p50', 'inconclusive'],
      ['errors', 'inconclusive'],
    ]);
    for (const { changePercent, intervalPercent } of verdict.comparisons.slice(0, 3)) {
      expect({ isThrice: Math.abs((changePercent ?? 0) - 200) < 10, intervalPercent }).toEqual({ isThrice: true, intervalPercent: null });
    }
  });

  it('still judges the limits of the run after, and what broke in it', () => {
    expect(verdictOn(before(1), after(1, 1, { findings: [crash] }))).toMatchObject({ kind: 'fail', reason: 'It died.' });
  });

  it('blocks where not knowing does', () => {
    const strict = { policy: { ...aRun().policy, inconclusive: 'fail' } } as const;
    expect(verdictOn(before(1), after(1, 1, strict))).toMatchObject({ kind: 'inconclusive', blocks: true });
  });
});

describe('one run against a history', () => {
  it('is judged by its rules: an effect no noise explains is a regression, a small one is not', () => {
    expect(verdictOn(before(30), after(1))).toMatchObject({ kind: 'pass', baseline: { runs: 30 } });
    expect(verdictOn(before(30), after(1, 2))).toMatchObject({ kind: 'fail' });
  });

  it('is so even where it was measured beside a base, or asked for no comparison', () => {
    const alone = {
      base: { kind: 'same', commit: 'abc', name: 'main' },
      policy: { ...aRun().policy, compare: { with: 'none' } },
    } as const;
    expect(verdictOn(before(30), after(1, 2, alone))).toMatchObject({ kind: 'fail' });
  });
});

describe('runs that must not be compared', () => {
  const runner = { ...aRun().runner, cpuModel: 'Intel Xeon 8370C', node: '22.3.0' };

  it.each<readonly [what: string, part: Partial<Run>, said: RegExp]>([
    ['another machine', { runner }, /CPU Intel Xeon 8370C ×4, not AMD EPYC 7763 64-Core Processor ×4; Node 22\.3\.0, not 24\.1\.0/],
    ['another configuration', { configHash: 'fedcba9876543210' }, /configuration fedcba9876543210, not 0123456789abcdef/],
    ['another suite', { suite: 'search' }, /suite search, not checkout/],
  ])('of %s are set apart, and what differs is said', (_, part, said) => {
    expect(verdictOn(before(6, part), after(6, 2))).toMatchObject({
      kind: 'not-comparable',
      comparisons: [],
      baseline: { runs: 0, sentence: expect.stringMatching(said) },
    });
    expect(verdictOn([...before(6), ...group(2, 2, () => part)], after(6)).baseline).toMatchObject({
      runs: 6,
      sentence: expect.stringMatching(/Left aside: 2 runs before \(/),
    });
  });

  it('because they are the same are told so, once each', () => {
    expect(verdictOn(after(1), after(1))).toMatchObject({
      kind: 'not-comparable',
      reason: expect.stringContaining('Left aside: 1 run before (also among those after).'),
    });
    expect(verdictOn([...before(3), ...before(3)], after(6))).toMatchObject({
      kind: 'inconclusive',
      baseline: { runs: 3, sentence: expect.stringContaining('Left aside: 3 runs before (a copy of another).') },
    });
  });

  it('because they measured nothing are left aside', () => {
    const spoiled = { self: { ...aRun().self, generator: { kind: 'spoiled', sentence: 'Too slow.' } } } as const;
    expect(verdictOn([...before(5), ...group(1, 2, () => spoiled)], after(5)).baseline).toMatchObject({
      runs: 5,
      sentence: expect.stringContaining('Left aside: 1 run before (our own measuring was spoiled).'),
    });
  });

  it('because they are too many leave the newest', () => {
    expect(verdictOn(before(70), after(1)).baseline).toMatchObject({
      runs: 60,
      sentence: expect.stringContaining('10 runs before (older than the newest 60)'),
    });
  });
});
