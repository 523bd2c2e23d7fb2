import { describe, expect, it } from 'vitest';
import { findLack, findReturn, paceOf, whole } from '../../src/property/recovery.ts';
import { loadOf, repeat, windowOf } from './an-ordeal.ts';

const pace = paceOf(loadOf(repeat(10)).observation);
const slow = { p95Ms: 40, p50Ms: 20 };

describe('the pace of a service', () => {
  it('is its mean rate and the worst of its windows', () => {
    expect(pace).toEqual({ ratePerSecond: 1_000, users: 4, p95Ms: 10, p50Ms: 5, errorShare: 0 });
    const uneven = loadOf([...repeat(5), { p95Ms: 14, p50Ms: 6 }], { errors: 6 });
    expect(paceOf(uneven.observation)).toEqual({ ratePerSecond: 1_000, users: 4, p95Ms: 14, p50Ms: 6, errorShare: 0.01 });
  });

  it('has no latency where there is none', () => {
    const silent = loadOf(repeat(3, { requests: 0, p50Ms: null, p95Ms: null }));
    expect(paceOf(silent.observation)).toEqual({ ratePerSecond: 0, users: 4, p95Ms: null, p50Ms: null, errorShare: 0 });
  });
});

describe('what a window lacks', () => {
  it('is nothing within the percentage', () => {
    expect(findLack(windowOf({ p95Ms: 12 }), pace, 20)).toBeNull();
    expect(findLack(windowOf({ requests: 80 }), pace, 20)).toBeNull();
    expect(findLack(windowOf({ errors: 1 }), pace, 20)).toBeNull();
  });

  it('is told with what it was and what it is', () => {
    expect(findLack(windowOf({ p95Ms: 12.1 }), pace, 20)).toEqual({ kind: 'p95', before: 10, now: 12.1 });
    expect(findLack(windowOf({ requests: 60 }), pace, 20)).toEqual({ kind: 'rate', before: 1_000, now: 600 });
    expect(findLack(windowOf({ errors: 3 }), pace, 20)).toEqual({ kind: 'errors', before: 0, now: 3 });
    expect(findLack(windowOf({ p95Ms: null, p50Ms: 7 }), pace, 20)).toEqual({ kind: 'p50', before: 5, now: 7 });
  });

  it('is nothing where it is less than timers tell, or than a count of so few says', () => {
    const quick = { ...pace, p95Ms: 0.4 };
    expect(findLack(windowOf({ p95Ms: 1.3 }), quick, 20)).toBeNull();
    expect(findLack(windowOf({ p95Ms: 1.5 }), quick, 20)).not.toBeNull();
    // 20 users that are answered in half a millisecond: a third fewer answers are a quarter of a millisecond.
    const busy = { ...quick, users: 20, ratePerSecond: 36_000 };
    expect(findLack(windowOf({ p95Ms: 0.7, requests: 2_400 }), busy, 20)).toBeNull();
    expect(findLack(windowOf({ p95Ms: 0.7, requests: 1_000 }), busy, 20)).toMatchObject({ kind: 'rate' });
    // 4 of 10 expected ones may be chance, none of them is not.
    const seldom = { ...pace, ratePerSecond: 100 };
    expect(findLack(windowOf({ requests: 4 }), seldom, 20)).toBeNull();
    expect(findLack(windowOf({ requests: 0, p50Ms: null, p95Ms: null }), seldom, 20)).toMatchObject({ kind: 'rate', now: 0 });
  });

  it('is weighed by what of it is surely the service`s own', () => {
    expect(findLack(windowOf({ p95Ms: 20, requests: 10 }), pace, 20, { ownShare: 0.5, rateCounts: false })).toBeNull();
    expect(findLack(windowOf({ p95Ms: 40 }), pace, 20, { ownShare: 0.5, rateCounts: false })).toMatchObject({ kind: 'p95', now: 40 });
  });
});

describe('the return to a pace', () => {
  it('is the end of the first of two good windows in a row', () => {
    expect(findReturn(loadOf(repeat(5)).observation, pace, 20)).toEqual({ kind: 'back', atMs: 100 });
    expect(findReturn(loadOf([...repeat(3, slow), ...repeat(2)]).observation, pace, 20)).toEqual({ kind: 'back', atMs: 400 });
    expect(findReturn(loadOf([slow, {}, slow, {}, {}]).observation, pace, 20)).toEqual({ kind: 'back', atMs: 400 });
  });

  it('does not come while single windows are good only', () => {
    const seen = findReturn(loadOf([slow, {}, slow, {}, slow]).observation, pace, 20, whole);
    expect(seen).toEqual({ kind: 'away', lack: { kind: 'p95', before: 10, now: 40 }, untilMs: 500 });
  });

  it('is looked for as long as the load went on, however late answers are by then', () => {
    const late = loadOf(repeat(20, { p95Ms: 900, p50Ms: 800 }), { ended: 'stopped' });
    expect(findReturn(late.observation, pace, 20)).toMatchObject({ kind: 'away', untilMs: 1_900 });
  });

  it('is not read from the last windows of a load that was cut off, nor from a remainder', () => {
    const cut = loadOf([slow, slow, {}, {}], { ended: 'stopped' });
    expect(findReturn(cut.observation, pace, 20)).toMatchObject({ kind: 'away', untilMs: 300 });
    const rest = loadOf([slow, {}, { durationMs: 20, requests: 20 }]);
    expect(findReturn(rest.observation, pace, 20)).toMatchObject({ kind: 'away', untilMs: 200 });
  });

  it('cannot be told where too little was seen', () => {
    expect(findReturn(loadOf([]).observation, pace, 20)).toEqual({ kind: 'unseen' });
    expect(findReturn(loadOf([{}, {}], { ended: 'stopped' }).observation, pace, 20)).toEqual({ kind: 'unseen' });
    expect(findReturn(loadOf([{}]).observation, pace, 20)).toEqual({ kind: 'unseen' });
  });
});
