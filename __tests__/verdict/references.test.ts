import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Finding } from '../../src/model/finding.ts';
import { conclude } from '../../src/verdict/conclude.ts';
import { judge } from '../../src/verdict/judge.ts';
import { blockingOf, rankFindings } from '../../src/verdict/rank.ts';
import { settleReferences } from '../../src/verdict/references.ts';
import { aRun, nothingRecalled } from '../baseline/sample-run.ts';

const here = runnerClass(aRun().runner);

const base = { measured: null, limit: null, unit: '%', evidence: [] };
const leak = (kind: Finding['kind']): Finding => ({ ...base, id: 'leak.memory', sentence: 'The service leaks.', kind });
const reference: Finding = {
  ...base,
  id: 'property.sustained',
  sentence: 'It holds more at the end.',
  kind: 'broken',
  toldBy: 'leak.memory',
};

describe('a finding that refers to another', () => {
  it('is broken as long as that is, and told after it', () => {
    expect(settleReferences([reference, leak('broken')])).toEqual([reference, leak('broken')]);
    expect(rankFindings([reference, leak('broken')]).map(({ id }) => id)).toEqual(['leak.memory', 'property.sustained']);
  });

  it('holds where that is let pass, and is open where that is', () => {
    const [held] = settleReferences([reference, leak('held')]);
    expect(held).toMatchObject({ kind: 'held', sentence: 'It holds more at the end, which is allowed' });
    expect(held).not.toHaveProperty('toldBy');
    expect(settleReferences([reference, leak('inconclusive')])[0]).toMatchObject({ kind: 'inconclusive' });
  });

  it('stands for itself where there is no such finding, or where it is its own', () => {
    expect(settleReferences([reference])[0]).toEqual({ ...base, id: reference.id, sentence: reference.sentence, kind: 'broken' });
    const own: Finding = { ...reference, toldBy: reference.id };
    expect(settleReferences([own])).toEqual([own]);
    const circle: readonly Finding[] = [reference, { ...reference, id: 'leak.memory', toldBy: 'property.sustained' }];
    expect(settleReferences(circle).every((finding) => finding.kind === 'broken' && finding.toldBy === undefined)).toBe(true);
  });

  it('blocks where that does, and is not counted beside it', () => {
    expect(blockingOf({ ...reference, toldBy: 'limit.rss' })).toBe('breach');
    expect(blockingOf(reference)).toBe('broken-property');
    const policy = { limits: [], failOn: ['broken-property'], inconclusive: 'neutral', compare: { with: 'none' } } as const;
    const note = { runs: 0, pairs: 0, sentence: '' };
    expect(conclude(policy, rankFindings([reference, leak('broken')]), { kind: 'unasked' }, note)).toEqual({
      kind: 'fail',
      reason: 'The service leaks.',
    });
    const spared = conclude({ ...policy, failOn: ['breach'] }, rankFindings([reference, leak('broken')]), { kind: 'unasked' }, note);
    expect(spared.kind).toBe('pass');
  });

  it('is settled by the judge: a leak that its limit allows lets the long run hold, and one process that seems worse decides nothing', () => {
    const policy = { ...aRun().policy, limits: [{ metric: 'leak', max: 1_000, unit: 'B/operation' }] };
    const leaking: Finding = {
      ...base,
      id: 'leak.memory',
      kind: 'broken',
      sentence: 'The service leaks.',
      measured: 900,
      interval: [880, 920],
      unit: 'B/operation',
    };
    const metrics = [{ name: 'leak', unit: 'B/operation', value: 900, worse: 'higher' as const }];
    const allowed = judge(aRun({ findings: [leaking, reference], policy, metrics }), nothingRecalled, here);
    expect(allowed.findings.find(({ id }) => id === 'property.sustained')).toMatchObject({ kind: 'held' });
    const doubted: Finding = {
      ...base,
      id: 'property.sustained',
      kind: 'inconclusive',
      sentence: 'p50 rose, but in one process only',
      measured: 30,
    };
    expect(judge(aRun({ findings: [doubted] }), nothingRecalled, here).kind).toBe(
      judge(aRun({ findings: [] }), nothingRecalled, here).kind,
    );
  });
});
