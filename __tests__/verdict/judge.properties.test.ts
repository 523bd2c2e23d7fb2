import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import { runSchema } from '../../src/baseline/run-schema.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { RememberedRun } from '../../src/model/memory.ts';
import { judge } from '../../src/verdict/judge.ts';
import { judgeLimits } from '../../src/verdict/limits.ts';
import { anyHistory, anyPolicy, anyRun } from '../baseline/any-run.ts';
import { aRun, earlierRun, ms, recalled } from '../baseline/sample-run.ts';

const here = runnerClass(aRun().runner);
const kindOf = (findings: readonly Finding[], id: string): string | undefined => findings.find((finding) => finding.id === id)?.kind;

describe('the judge', () => {
  it('gives a verdict on every run the schema allows, and the same one each time', () => {
    fc.assert(
      fc.property(anyRun, anyHistory, (run, history) => {
        expect(runSchema.safeParse(run).success).toBe(true);
        const verdict = judge(run, recalled(history), here);
        expect(verdict.reason).not.toBe('');
        expect(judge(run, recalled(history), here)).toEqual(verdict);
      }),
      { numRuns: 300 },
    );
  });

  it('blocks only what fails, or what is inconclusive where the policy blocks that', () => {
    fc.assert(
      fc.property(anyRun, anyPolicy, anyHistory, (run, policy, history) => {
        const { blocks, kind } = judge({ ...run, policy }, recalled(history), here);
        expect(blocks).toBe(kind === 'fail' || (kind === 'inconclusive' && policy.inconclusive === 'fail'));
      }),
    );
  });

  it('fails exactly when something is broken that the policy blocks', () => {
    fc.assert(
      fc.property(anyRun, anyHistory, (run, history) => {
        const { kind, findings } = judge(
          { ...run, policy: { ...run.policy, failOn: ['breach', 'broken-property', 'regression'] } },
          recalled(history),
          here,
        );
        expect(kind === 'fail').toBe(findings.some((finding) => finding.kind === 'broken'));
        expect(judge({ ...run, policy: { ...run.policy, failOn: [] } }, recalled(history), here).kind).not.toBe('fail');
      }),
    );
  });

  it('never passes a run whose measuring was spoiled by nobody knows how much', () => {
    const spoiled = { kind: 'spoiled', sentence: 'Busy.' } as const;
    fc.assert(
      fc.property(anyRun, fc.constantFrom('generator', 'monitor', 'runner'), (run, which) => {
        expect(judge({ ...run, self: { ...run.self, [which]: spoiled } }, recalled([]), here).kind).toMatch(/^(fail|inconclusive)$/);
      }),
    );
  });

  it('is changed by bounded trouble of the runner only where something was broken without it', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const ok = { kind: 'ok', sentence: 'Fine.' } as const;
    fc.assert(
      fc.property(anyRun, anyHistory, share, (run, history, mostShare) => {
        const calm = judge({ ...run, self: { ...run.self, runner: ok } }, recalled(history), here);
        const runner = { kind: 'spoiled', sentence: 'Busy.', mostShare } as const;
        const busy = judge({ ...run, self: { ...run.self, runner } }, recalled(history), here);
        if (calm.findings.every(({ kind }) => kind !== 'broken')) expect(busy.kind).toBe(calm.kind);
        else expect([calm.kind, 'inconclusive']).toContain(busy.kind);
      }),
    );
  });

  it('is not moved by the order of runs older than the window', () => {
    const value = fc.double({ min: 5, max: 50, noNaN: true });
    const history = (values: readonly number[]): readonly RememberedRun[] => values.map((p95) => earlierRun([ms('p95', p95)]));
    const cases = fc
      .array(value, { minLength: 2, maxLength: 10 })
      .chain((old) => fc.record({ old: fc.constant(old), shuffled: fc.shuffledSubarray(old, { minLength: old.length }) }));
    fc.assert(
      fc.property(cases, fc.array(value, { minLength: 59, maxLength: 59 }), value, ({ old, shuffled }, recent, now) => {
        const run = aRun({ metrics: [ms('p95', now)] });
        expect(judge(run, recalled(history([...shuffled, ...recent])), here)).toEqual(
          judge(run, recalled(history([...old, ...recent])), here),
        );
      }),
    );
  });

  it('calls no metric worse that is as good as the best before', () => {
    const value = fc.double({ min: 5, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 14, maxLength: 60 }), (values) => {
        const run = aRun({ metrics: [ms('p95', Math.min(...values))] });
        const verdict = judge(run, recalled(values.map((p95) => earlierRun([ms('p95', p95)]))), here);
        expect(verdict.comparisons[0]?.kind).toMatch(/^(no-change|improvement)$/);
      }),
    );
  });
});

describe('limits', () => {
  it('that are 5 % wider never turn held into broken', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const limits = run.policy.limits.filter(
          ({ max }, at, all) => max >= 0 && all.findIndex(({ metric }) => metric === all[at]?.metric) === at,
        );
        const tight = judgeLimits({ ...run, policy: { ...run.policy, limits } });
        const wide = judgeLimits({
          ...run,
          policy: { ...run.policy, limits: limits.map((limit) => ({ ...limit, max: limit.max * 1.05 })) },
        });
        for (const { id, kind } of tight) if (kind === 'held') expect(kindOf(wide, id)).toBe('held');
      }),
    );
  });

  it('give one finding each, whatever was measured', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        expect(judgeLimits(run).map(({ id }) => id)).toEqual(run.policy.limits.map(({ metric }) => `limit.${metric}`));
      }),
    );
  });
});
