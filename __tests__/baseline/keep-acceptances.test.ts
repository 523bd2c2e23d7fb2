import { describe, expect, it } from 'vitest';
import { dropKept, keepAcceptances } from '../../src/baseline/keep-acceptances.ts';
import { remember } from '../../src/baseline/remember.ts';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Acceptance, KeptAcceptance } from '../../src/model/acceptance.ts';
import { judge } from '../../src/verdict/judge.ts';
import { aMemory, aRun, asRemembered, earlierRun, ms } from './sample-run.ts';

const acceptance = (part: Partial<Acceptance> = {}): Acceptance => ({ metric: 'p95', because: 'of it', by: 'commit 4f2c1e9', ...part });
const kept = (part: Partial<KeptAcceptance> = {}): KeptAcceptance => ({
  ...acceptance(),
  createdAt: '2026-10-01T00:00:00.000Z',
  expiresAt: '2026-12-30T00:00:00.000Z',
  ...part,
});
const here = runnerClass(aRun().runner);

describe('what stays accepted', () => {
  it('is what a run was let pass by, for ninety days from that run, and no name that it has not', () => {
    const run = aRun({ accepted: [acceptance(), acceptance({ metric: 'p59' })] });
    const { createdAt } = run;
    expect(keepAcceptances([], run)).toEqual([{ ...acceptance(), createdAt, expiresAt: '2027-01-30T12:00:00.000Z' }]);
    expect(Date.parse('2027-01-30T12:00:00.000Z') - Date.parse(createdAt)).toBe(90 * 86_400_000);
  });

  it('is what stood before and has not expired by the run’s own clock, one a metric and run, a hundred in all', () => {
    const run = aRun({ accepted: [acceptance()] });
    const { createdAt } = run;
    const known = [kept(), kept({ expiresAt: createdAt, by: 'expired' }), kept({ createdAt, by: 'the same run' })];
    expect(keepAcceptances(known, run).map(({ by, createdAt: since }) => [by, since])).toEqual([
      ['commit 4f2c1e9', '2026-10-01T00:00:00.000Z'],
      ['commit 4f2c1e9', createdAt],
    ]);
    const many = Array.from({ length: 100 }, (_, at) => kept({ by: String(at) }));
    expect(keepAcceptances(many, run)).toHaveLength(100);
    expect(keepAcceptances(many, run).at(-1)?.createdAt).toBe(createdAt);
  });

  it('comes into the baseline with a run that only accepted worsenings would have kept out', () => {
    const runs = Array.from({ length: 30 }, (_, at) =>
      earlierRun([ms('p95', 10 + (at % 3) / 10)], { createdAt: new Date(Date.UTC(2026, 8, 1 + at)).toISOString() }),
    );
    const recall = { kind: 'found', memory: aMemory({ runs }), sentence: '' } as const;
    const errors = { name: 'errors', unit: '%', value: 0, worse: 'higher' } as const;
    const metrics = [ms('p95', 30), errors];
    const worse = aRun({ metrics });
    const decide = (run: typeof worse): ReturnType<typeof remember> => remember(recall, run, judge(run, recall, here), 'everything');
    expect(decide(worse)).toEqual({ kind: 'nothing', why: 'something broke' });
    const accepted = { ...worse, accepted: [acceptance()] };
    expect(judge(accepted, recall, here)).toMatchObject({ kind: 'pass', blocks: false });
    expect(decide(accepted)).toMatchObject({
      kind: 'memory',
      memory: {
        runs: [...runs, asRemembered({ metrics })],
        acceptances: [{ metric: 'p95', createdAt: accepted.createdAt }],
      },
    });
    // It excuses regressions only: a limit is a limit.
    expect(decide({ ...accepted, metrics: [ms('p95', 900), errors] })).toEqual({ kind: 'nothing', why: 'something broke' });
  });
});

describe('a commit that is measured again', () => {
  it('does not accept anew what a run that may be compared was let pass by', () => {
    const { runnerClass: machine, configHash, createdAt } = earlierRun([]);
    const memory = aMemory({ runs: [earlierRun([])], acceptances: [kept({ createdAt })] });
    const same = { runnerClass: machine, configHash };
    expect(dropKept([acceptance(), acceptance({ metric: 'mean' })], memory, same, '')).toEqual([acceptance({ metric: 'mean' })]);
    expect(dropKept([acceptance({ by: 'label of pull request 12' })], memory, same, '')).toHaveLength(1);
    expect(dropKept([acceptance()], memory, { ...same, runnerClass: 'another' }, '')).toHaveLength(1);
    // Reported a second time: it is that run.
    expect(dropKept([acceptance()], memory, same, createdAt)).toHaveLength(1);
  });
});
