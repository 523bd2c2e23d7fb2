import { describe, expect, it } from 'vitest';
import { findStartup } from '../../src/diagnose/startup.ts';

const readings = { readyMs: [262, 231, 240, 238, 251], emptyMs: [44, 41, 42, 42, 43], failures: [] };

describe('findStartup', () => {
  it('tells the median, how far it is known, and what starting anything costs here', () => {
    expect(findStartup(readings)).toEqual({
      id: 'startup',
      kind: 'held',
      sentence: 'Ready in 240 ms [231, 262] over 5 starts; an empty Node process takes 42 ms here',
      measured: 240,
      interval: [231, 262],
      limit: null,
      unit: 'ms',
      evidence: [
        'starts: 262 ms, 231 ms, 240 ms, 238 ms, 251 ms',
        'in brackets the fastest and the slowest of 5 starts, which enclose the median with 94 % confidence',
        'empty Node processes: 44 ms, 41 ms, 42 ms, 42 ms, 43 ms',
      ],
    });
  });

  it('writes the unit of each end where they differ', () => {
    expect(findStartup({ ...readings, readyMs: [900, 1_500, 990] }).sentence).toMatch(/^Ready in 990 ms \[900 ms, 1.5 s\] over 3 starts;/);
  });

  it('says of one start that it tells little', () => {
    const one = findStartup({ readyMs: [20_100], emptyMs: [], failures: [] });
    expect(one).toMatchObject({ kind: 'held', measured: 20_100, sentence: 'Ready in 20.1 s, started once' });
    expect(one).not.toHaveProperty('interval');
    expect(one.evidence).toContain('one start tells little: the next may take longer');
  });

  it('gives the exact interval where there are enough starts for one', () => {
    const ten = findStartup({ ...readings, readyMs: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((ms) => 100 * ms) });
    // Of ten values the second and the ninth enclose the median with 97.9 %, the third and the eighth with 89 %.
    expect(ten.interval).toEqual([200, 900]);
    expect(ten.evidence[1]).toBe('in brackets a 95 % interval of the median, by order statistics of 10 starts');
  });

  it('does not know after one failure, and breaks after two', () => {
    const failures = ['it exited with status 5', 'it exited with status 6'];
    const once = findStartup({ ...readings, readyMs: [240, 231, 235, 238], failures: failures.slice(1) });
    expect(once).toMatchObject({
      kind: 'inconclusive',
      sentence: "The service started 4 of 5 times: a single failure may be the machine's",
    });
    expect(once.evidence[0]).toBe('a start failed: it exited with status 6');
    const twice = findStartup({ ...readings, readyMs: [240, 231, 235], failures });
    expect(twice).toMatchObject({ kind: 'broken', measured: 235, limit: null, sentence: 'The service started only 3 of 5 times' });
    expect(twice.evidence.slice(0, 2)).toEqual(failures.map((failure) => `a start failed: ${failure}`));
  });

  it('says nothing of what was not started', () => {
    expect(findStartup({ readyMs: [], emptyMs: [], failures: [] })).toMatchObject({
      kind: 'held',
      measured: null,
      sentence: 'Nothing was started',
    });
  });
});
