import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/model/scenario.ts';
import { judgeStability, type Judgement } from '../../src/property/stability.ts';
import { drainTest } from '../diagnose/hang/a-drain-test.ts';
import { trialOf, type Facts } from './model-service.ts';

const scenario: Scenario = { model: 'closed', users: 3, mix: { a: 1 }, thinkMs: 0, keys: 1, durationMs: 1_000, warmupMs: 0, seed: 1 };
const limits = { p95Ms: 500, meanMs: 400, errorsPercent: 5 };

function judge(facts: Facts): Judgement {
  return judgeStability(trialOf(scenario, facts), limits);
}

describe('judging one trial', () => {
  it('holds within the limits and says how much of them was used', () => {
    expect(judge({ p95Ms: 400 })).toEqual({ kind: 'held', strain: 0.8, p95Ms: 400 });
    expect(judge({ p95Ms: 500 })).toMatchObject({ kind: 'held', strain: 1 });
    expect(judge({ p95Ms: 100, errors: 50 })).toMatchObject({ kind: 'held', strain: 1 });
  });

  it('breaks on p95 and on the mean', () => {
    expect(judge({ p95Ms: 501 })).toMatchObject({
      kind: 'broken',
      reasons: [{ kind: 'latency', metric: 'p95', measured: 501, limit: 500 }],
    });
    expect(judge({ p95Ms: 1_000 })).toMatchObject({ kind: 'broken', reasons: [{ metric: 'p95' }, { metric: 'mean', measured: 500 }] });
  });

  it('takes the slowest answer for p95 where there are too few answers for it', () => {
    expect(judge({ p95Ms: 501, requests: 19 })).toMatchObject({
      kind: 'broken',
      reasons: [{ kind: 'latency', metric: 'max', measured: 501 }],
    });
    expect(judge({ p95Ms: 499, requests: 1 })).toMatchObject({ kind: 'held', p95Ms: null });
  });

  it('breaks on errors before it breaks on latency', () => {
    expect(judge({ p95Ms: 900, errors: 90 })).toMatchObject({
      kind: 'broken',
      reasons: [
        { kind: 'errors', measured: 9, limit: 5 },
        { kind: 'latency', metric: 'p95' },
        { kind: 'latency', metric: 'mean' },
      ],
    });
  });

  it('allows no error where the limit is none, and no errors at all are within it', () => {
    const none = { ...limits, errorsPercent: 0 };
    expect(judgeStability(trialOf(scenario, { p95Ms: 1 }), none)).toMatchObject({ kind: 'held', strain: 1 / 500 });
    expect(judgeStability(trialOf(scenario, { p95Ms: 1, errors: 1 }), none)).toMatchObject({ kind: 'broken' });
  });

  it('breaks on a crash whatever else was measured, spoiled or not', () => {
    const crashed = { kind: 'killed', signal: 'SIGSEGV' } as const;
    const reasons = [{ kind: 'crash', ending: crashed }];
    expect(judge({ p95Ms: 1, crashed })).toMatchObject({ kind: 'broken', reasons });
    expect(judge({ p95Ms: 1, requests: 0, crashed, spoiled: { kind: 'spoiled', sentence: 'late' }, ended: 'stopped' })).toMatchObject({
      kind: 'broken',
      reasons,
    });
  });

  it('breaks on a hang whatever else was measured, but a service that died of it has crashed', () => {
    const hang = drainTest();
    expect(judge({ p95Ms: 1, hang, ended: 'stopped', spoiled: { kind: 'spoiled', sentence: 'late' } })).toMatchObject({
      kind: 'broken',
      reasons: [{ kind: 'hang', test: hang }],
    });
    const crashed = { kind: 'exited', code: 1 } as const;
    expect(judge({ p95Ms: 1, hang, crashed })).toMatchObject({ reasons: [{ kind: 'crash' }] });
  });

  it('breaks on a service that never answers: by its timeouts, or by its silence', () => {
    expect(judge({ p95Ms: 10_000, requests: 3, errors: 3, errorKind: 'timeout' })).toMatchObject({
      kind: 'broken',
      reasons: [{ kind: 'errors', measured: 100 }, { metric: 'max' }, { metric: 'mean' }],
    });
    expect(judge({ p95Ms: 0, requests: 0 })).toMatchObject({ kind: 'broken', reasons: [{ kind: 'silence', durationMs: 1_000 }] });
  });

  it('does not take a short silence, or one in which nothing was sent, for a fault', () => {
    const short = { ...scenario, durationMs: 400 };
    expect(judgeStability(trialOf(short, { p95Ms: 0, requests: 0 }), limits)).toMatchObject({ kind: 'inconclusive' });
    expect(judge({ p95Ms: 0, requests: 0, peakInFlight: 0 })).toMatchObject({ kind: 'inconclusive' });
  });

  it('does not take a point for a proof: near a limit the interval decides', () => {
    // 60 of 1 000 may well be 5 %; 3 of 30 may be anything.
    expect(judge({ p95Ms: 100, errors: 60 }).kind).toBe('inconclusive');
    expect(judge({ p95Ms: 100, requests: 30, errors: 3 }).kind).toBe('inconclusive');
    const few = judge({ p95Ms: 700, requests: 30 });
    expect(few.kind).toBe('broken');
    expect(judge({ p95Ms: 700, requests: 30, p95Low: 25 }).kind).toBe('inconclusive');
    expect(judge({ p95Ms: 700, requests: 3_000, p95Low: 640 }).kind).toBe('broken');
  });

  it('blames a service for what bounded trouble cannot explain, and believes what held in spite of it', () => {
    const spoiled = { kind: 'spoiled', sentence: 'The runner was busy.', mostShare: 0.4 } as const;
    expect(judge({ p95Ms: 1_000, spoiled }).kind).toBe('broken');
    expect(judge({ p95Ms: 700, spoiled }).kind).toBe('inconclusive');
    expect(judge({ p95Ms: 100, spoiled }).kind).toBe('held');
  });

  it('never blames a service for the latency of a spoiled trial, nor for errors that a starved runner makes', () => {
    const inconclusive = { kind: 'inconclusive', reason: 'generator late' };
    const spoiled = { kind: 'spoiled', sentence: 'generator late' } as const;
    expect(judge({ p95Ms: 9_000, spoiled })).toEqual(inconclusive);
    expect(judge({ p95Ms: 1, spoiled })).toEqual(inconclusive);
    expect(judge({ p95Ms: 1, requests: 0, spoiled })).toEqual(inconclusive);
    for (const errorKind of ['timeout', 'reset', 'refused'] as const) {
      expect(judge({ p95Ms: 9_000, errors: 900, errorKind, spoiled })).toEqual(inconclusive);
    }
  });

  it('still blames it for the errors it answered with in a spoiled trial', () => {
    for (const errorKind of ['status', 'assertion', 'protocol', 'too-large'] as const) {
      const judgement = judge({ p95Ms: 9_000, errors: 900, errorKind, spoiled: { kind: 'spoiled', sentence: 'generator late' } });
      expect(judgement).toMatchObject({ kind: 'broken', reasons: [{ kind: 'errors', measured: 90 }] });
      expect(judgement.kind === 'broken' ? judgement.reasons.length : 0).toBe(1);
    }
  });

  it('cannot tell from a load that was stopped, unless it broke already', () => {
    expect(judge({ p95Ms: 100, ended: 'stopped' })).toMatchObject({ kind: 'inconclusive' });
    expect(judge({ p95Ms: 0, requests: 0, ended: 'stopped' })).toMatchObject({ kind: 'inconclusive' });
    expect(judge({ p95Ms: 800, ended: 'stopped' })).toMatchObject({ kind: 'broken' });
  });

  it('suspects the operation with most errors, then the slowest', () => {
    const trial = trialOf({ ...scenario, mix: { fast: 1, slow: 1, failing: 1 } }, { p95Ms: 900 });
    const [fast, slow, failing] = trial.observation.operations;
    if (fast === undefined || slow === undefined || failing === undefined) throw new Error('three operations');
    const operations = [
      { ...fast, responseMs: { ...fast.responseMs, p95: 10 } },
      slow,
      { ...failing, errors: 10, responseMs: { ...failing.responseMs, p95: 5 } },
    ];
    const judgement = judgeStability({ ...trial, observation: { ...trial.observation, operations } }, limits);
    expect(judgement).toMatchObject({ kind: 'broken', suspects: ['failing', 'slow', 'fast'] });
  });
});
