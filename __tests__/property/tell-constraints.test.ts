import { describe, expect, it } from 'vitest';
import type { Constraint } from '../../src/model/constraint.ts';
import { constraintsFinding, type Tried } from '../../src/property/tell-constraints.ts';
import { loadOf, ordealOf, repeat, scenarioUnder } from './an-ordeal.ts';

const limits = { errorsPercent: 50, withinPercent: 20, recoveryMs: 5_000 };
const hog: Constraint = { kind: 'cpu', by: 'one-core-and-hog' };
const descriptors: Constraint = { kind: 'descriptors', count: 8, beyond: 'held' };
const memory: Constraint = { kind: 'memory', moreBytes: 1_024 ** 2 };
const how = 'bound to core 1';
const stand = { kind: 'held', recoveredMs: 250, errorsPercent: 0 } as const;
const held: Tried = { kind: 'held', constraint: hog, how, ordeal: ordealOf(), stand };
const refusing: Tried = {
  kind: 'held',
  constraint: descriptors,
  how: 'at most 8 more descriptors',
  ordeal: ordealOf({ under: loadOf(repeat(10), { errors: 120, errorKind: 'reset' }) }),
  stand: { ...stand, recoveredMs: 800 },
};
const notPermitted: Tried = { kind: 'not-permitted', constraint: memory, why: 'there is no prlimit here' };
const load = scenarioUnder(descriptors);
const said: readonly string[] = [];
const crash = { kind: 'crash', ending: { kind: 'exited', code: 1 }, when: 'under' } as const;
const away = { kind: 'away', lack: { kind: 'p95', before: 10, now: 900 }, untilMs: 5_100, limitMs: 5_000 } as const;

describe('the finding of all constraints', () => {
  it('holds for those that were put on, and names them; what could not be is told and counts for nothing', () => {
    const finding = constraintsFinding([held, refusing, notPermitted], 20, limits);
    expect(finding).toEqual({
      id: 'property.constraints',
      kind: 'held',
      sentence: 'No crash, no wrong answer, errors within 50 % and recovery within 5 s at 20 users under `cpu=1core+hog`, `fds=+8`',
      measured: 800,
      limit: 5_000,
      unit: 'ms',
      evidence: [
        'cpu=1core+hog: held (bound to core 1); p95 10 ms before, 10 ms under it, 10 ms after; 0 of 1\u2009000 requests failed under it; back after 250 ms',
        'fds=+8: held (at most 8 more descriptors); p95 10 ms before, 10 ms under it, 10 ms after; 120 of 1\u2009000 requests failed under it (120 reset); back after 800 ms',
        'mem=+1MB: not permitted here: there is no prlimit here',
      ],
    });
  });

  it('breaks on the gravest of them', () => {
    const tried: readonly Tried[] = [
      held,
      { kind: 'broken', constraint: hog, how, ordeal: ordealOf(), failing: away, times: 2, load, said },
      {
        kind: 'broken',
        constraint: descriptors,
        how,
        ordeal: ordealOf({ after: null }),
        failing: crash,
        times: 1,
        load,
        said: ['no more files'],
      },
    ];
    const finding = constraintsFinding(tried, 1, limits);
    expect(finding).toMatchObject({ kind: 'broken', sentence: 'the service exited with status 1 under `fds=+8` at 1 user' });
    expect(finding.evidence[0]).toBe('no more files');
    expect(finding.evidence[2]).toContain('broken, 2 of 2 times, the second in a fresh process');
    expect(finding.evidence[2]).toContain('does not recover within 5 s (p95 900 ms, up to 10 ms before)');
  });

  it('tells the smallest load that shows it, and how to see it again', () => {
    const tried: readonly Tried[] = [
      { kind: 'broken', constraint: descriptors, how, ordeal: ordealOf(), failing: crash, times: 1, load, said },
    ];
    const shown = { users: 2, told: '2 users are enough', replay: 'u2' };
    const finding = constraintsFinding(tried, 20, limits, shown);
    expect(finding).toMatchObject({ sentence: 'the service exited with status 1 under `fds=+8` already at 2 users', replay: 'u2' });
    expect(finding.evidence[0]).toBe('2 users are enough');
    const same = constraintsFinding(tried, 20, limits, { users: 20, told: null, replay: 'u20' });
    expect(same).toMatchObject({ sentence: 'the service exited with status 1 under `fds=+8` at 20 users', replay: 'u20' });
  });

  it('says what it does after a pressure as well', () => {
    const of = (failing: Extract<Tried, { kind: 'broken' }>['failing']): string =>
      constraintsFinding([{ kind: 'broken', constraint: hog, how, ordeal: ordealOf(), failing, times: 2, load, said }], 4, limits).sentence;
    expect(of(away)).toBe(
      'the service does not recover within 5 s (p95 900 ms, up to 10 ms before) after it had been under `cpu=1core+hog` at 4 users',
    );
    expect(of({ kind: 'late', measuredMs: 7_000, limitMs: 5_000 })).toBe(
      'the service needs 7 s to recover (limit 5 s) after it had been under `cpu=1core+hog` at 4 users',
    );
    expect(of({ kind: 'errors', measured: 64, limit: 50, examples: [] })).toBe(
      '64 % of requests fail (limit 50 %) under `cpu=1core+hog` at 4 users',
    );
    expect(of({ kind: 'wrong', count: 1, examples: ['assertion: $.id'] })).toBe('1 answer was wrong under `cpu=1core+hog` at 4 users');
  });

  it('is inconclusive when one of them could not be judged or not be seen again', () => {
    const unclear: Tried = { kind: 'inconclusive', constraint: descriptors, how, why: 'the load before it was stopped', gone: false };
    expect(constraintsFinding([held, unclear], 4, limits)).toMatchObject({
      kind: 'inconclusive',
      measured: null,
      limit: null,
      sentence: 'It cannot be told how it stands `fds=+8`: the load before it was stopped',
    });
    // One that was gone by then is doubted: its finding has a limit.
    const late: Tried = { ...unclear, why: 'the service was gone before there was any pressure', gone: true };
    expect(constraintsFinding([unclear, late], 4, limits)).toMatchObject({ limit: 5_000, sentence: expect.stringContaining('was gone') });
    const once: Tried = { kind: 'unconfirmed', constraint: hog, how, failing: away, why: 'there was no time to see it again' };
    expect(constraintsFinding([held, once], 4, limits)).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringContaining('seen, but not confirmed: there was no time to see it again'),
    });
  });

  it('is inconclusive, never held, when nothing could be put on', () => {
    const untried: Tried = { kind: 'untried', constraint: hog, why: 'the time was up' };
    for (const tried of [[], [notPermitted], [notPermitted, untried]]) {
      expect(constraintsFinding(tried, 4, limits)).toMatchObject({ kind: 'inconclusive', measured: null, limit: null });
    }
  });

  it('counts what was retracted as held, and tells it', () => {
    const retracted: Tried = { kind: 'retracted', constraint: hog, how, failing: away, ordeal: ordealOf(), stand };
    const finding = constraintsFinding([retracted], 4, limits);
    expect(finding).toMatchObject({ kind: 'held', measured: 250 });
    expect(finding.evidence[0]).toContain('retracted: the service does not recover');
  });
});
