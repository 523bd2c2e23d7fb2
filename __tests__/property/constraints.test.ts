import { describe, expect, it } from 'vitest';
import type { Spoiled } from '../../src/model/self-check.ts';
import { isItsOwnProof, judgeOrdeal } from '../../src/property/constraints.ts';
import { drainTest } from '../diagnose/hang/a-drain-test.ts';
import { loadOf, ordealOf, repeat } from './an-ordeal.ts';

const limits = { errorsPercent: 50, withinPercent: 20, recoveryMs: 2_000 };
const slow = { p95Ms: 40, p50Ms: 20 };
const ending = { kind: 'exited', code: 1 } as const;
const after = (windows: Parameters<typeof loadOf>[0], facts: Parameters<typeof loadOf>[1] = {}, beganMs: number = 0) => ({
  trial: loadOf(windows, facts),
  beganMs,
});

describe('judging how a service stands a pressure', () => {
  it('holds when it is back in time, and tells after how long', () => {
    expect(judgeOrdeal(ordealOf(), limits)).toEqual({ kind: 'held', recoveredMs: 100, errorsPercent: 0 });
    const later = ordealOf({ after: after([...repeat(5, slow), ...repeat(15)], {}, 300) });
    expect(judgeOrdeal(later, limits)).toEqual({ kind: 'held', recoveredMs: 900, errorsPercent: 0 });
  });

  it('lets it fail honestly under the pressure, up to the limit', () => {
    const failing = loadOf(repeat(10), { errors: 400, errorKind: 'refused' });
    expect(judgeOrdeal(ordealOf({ under: failing }), limits)).toEqual({ kind: 'held', recoveredMs: 100, errorsPercent: 40 });
    const worse = loadOf(repeat(10), { errors: 600, errorKind: 'refused' });
    expect(judgeOrdeal(ordealOf({ under: worse }), limits)).toMatchObject({
      kind: 'broken',
      failing: { kind: 'errors', measured: 60, limit: 50, examples: ['refused: HTTP 500'] },
    });
  });

  it('does not take a handful of errors for a share', () => {
    const few = loadOf(repeat(1, { requests: 5 }), { errors: 3 });
    expect(judgeOrdeal(ordealOf({ under: few }), limits).kind).toBe('held');
  });

  it('allows no wrong answer, neither under the pressure nor after it', () => {
    for (const errorKind of ['assertion', 'protocol'] as const) {
      const wrong = loadOf(repeat(20), { errors: 1, errorKind });
      const failing = { kind: 'wrong', count: 1 };
      expect(judgeOrdeal(ordealOf({ under: wrong }), limits)).toMatchObject({ kind: 'broken', failing });
      expect(judgeOrdeal(ordealOf({ after: { trial: wrong, beganMs: 0 } }), limits)).toMatchObject({ kind: 'broken', failing });
    }
  });

  it('breaks on a crash and on a hang, whenever they come', () => {
    const crashed = loadOf([], { crashed: ending, ended: 'stopped' });
    expect(judgeOrdeal(ordealOf({ under: crashed, after: null }), limits)).toEqual({
      kind: 'broken',
      failing: { kind: 'crash', ending, when: 'under' },
    });
    expect(judgeOrdeal(ordealOf({ after: { trial: crashed, beganMs: 0 } }), limits)).toEqual({
      kind: 'broken',
      failing: { kind: 'crash', ending, when: 'after' },
    });
    const test = drainTest();
    const stuck = loadOf([], { hang: test, ended: 'stopped' });
    expect(judgeOrdeal(ordealOf({ under: stuck, after: null }), limits)).toEqual({
      kind: 'broken',
      failing: { kind: 'hang', test, when: 'under' },
    });
  });

  it('breaks when it does not come back, and tells what is missing', () => {
    const away = ordealOf({ after: after(repeat(22, slow), {}, 100) });
    expect(judgeOrdeal(away, limits)).toEqual({
      kind: 'broken',
      failing: { kind: 'away', lack: { kind: 'p95', before: 10, now: 40 }, untilMs: 2_300, limitMs: 2_000 },
    });
    const silent = ordealOf({ after: after(repeat(20, { requests: 0, p50Ms: null, p95Ms: null })) });
    expect(judgeOrdeal(silent, limits)).toMatchObject({ failing: { kind: 'away', lack: { kind: 'rate', now: 0 } } });
    const failing = ordealOf({ after: after(repeat(20, { errors: 30 })) });
    expect(judgeOrdeal(failing, limits)).toMatchObject({ failing: { kind: 'away', lack: { kind: 'errors', now: 30 } } });
  });

  it('breaks when it comes back too late', () => {
    const late = ordealOf({ after: after(repeat(5), {}, 3_000) });
    expect(judgeOrdeal(late, limits)).toEqual({ kind: 'broken', failing: { kind: 'late', measuredMs: 3_100, limitMs: 2_000 } });
  });

  it('cannot tell when it was not looked at for long enough', () => {
    expect(judgeOrdeal(ordealOf({ after: after(repeat(10, slow)) }), limits).kind).toBe('inconclusive');
    expect(judgeOrdeal(ordealOf({ after: after([]) }), limits).kind).toBe('inconclusive');
    expect(judgeOrdeal(ordealOf({ after: null }), limits).kind).toBe('inconclusive');
  });

  it('cannot tell where there was nothing to come back to', () => {
    const befores = [
      loadOf(repeat(10), { crashed: ending }),
      loadOf(repeat(10), { hang: drainTest() }),
      loadOf(repeat(10), { ended: 'stopped' }),
      loadOf(repeat(1, { requests: 19 })),
      loadOf(repeat(10), { errors: 60 }),
      loadOf(repeat(10), { errors: 1, errorKind: 'assertion' }),
    ];
    for (const before of befores) expect(judgeOrdeal(ordealOf({ before }), limits).kind).toBe('inconclusive');
  });

  it('blames no service for what a busy runner may have added, but for what it cannot', () => {
    const spoiled: Spoiled = { kind: 'spoiled', sentence: 'The runner was busy.', mostShare: 0.5 };
    const slightly = ordealOf({ after: after(repeat(22, { p95Ms: 20, requests: 50 }), { spoiled }) });
    expect(judgeOrdeal(slightly, limits)).toEqual({ kind: 'inconclusive', why: 'The runner was busy.', gone: false });
    const surely = ordealOf({ after: after(repeat(22, { p95Ms: 40 }), { spoiled }) });
    expect(judgeOrdeal(surely, limits)).toMatchObject({ kind: 'broken', failing: { kind: 'away' } });
    const unknown: Spoiled = { kind: 'spoiled', sentence: 'The runner was busy.' };
    expect(judgeOrdeal(ordealOf({ after: after(repeat(22, slow), { spoiled: unknown }) }), limits).kind).toBe('inconclusive');
    // Refused connections may be the runner's, answers of the service are its own.
    const refused = loadOf(repeat(10), { errors: 900, errorKind: 'refused', spoiled });
    expect(judgeOrdeal(ordealOf({ under: refused }), limits).kind).toBe('held');
    const answered = loadOf(repeat(10), { errors: 900, errorKind: 'status', spoiled });
    expect(judgeOrdeal(ordealOf({ under: answered }), limits)).toMatchObject({ failing: { kind: 'errors', measured: 90 } });
  });

  it('believes at once what proves itself', () => {
    expect(isItsOwnProof({ kind: 'crash', ending, when: 'under' })).toBe(true);
    expect(isItsOwnProof({ kind: 'wrong', count: 1, examples: [] })).toBe(true);
    expect(isItsOwnProof({ kind: 'late', measuredMs: 2, limitMs: 1 })).toBe(false);
  });
});
