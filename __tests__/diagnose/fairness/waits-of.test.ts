import { describe, expect, it } from 'vitest';
import { calmOf, waitsOf } from '../../../src/diagnose/fairness/waits-of.ts';
import type { Call } from '../../../src/model/call.ts';

const call = (calledAtMs: number, tookMs: number, given: Partial<Call> = {}): Call => ({
  operation: 'query',
  user: 0,
  calledAtMs,
  endedAtMs: calledAtMs + tookMs,
  end: 'ok',
  ...given,
});
const calm = new Map([['query', { responseMs: 10, spreadMs: 2 }]]);

describe('waits', () => {
  it('are what calls took beyond what the operation takes in peace, on a clock that begins with the first', () => {
    const { waits, watchedUntilMs, jitterMs } = waitsOf([call(500, 10), call(510, 60), call(520, 4)], calm, 1_000);
    expect(waits.map(({ askedAtMs, gotAtMs }) => [askedAtMs, gotAtMs])).toEqual([
      [0, 0],
      [10, 60],
      // Quicker than in peace is no wait of less than nothing.
      [20, 20],
    ]);
    expect(watchedUntilMs).toBe(70);
    expect(jitterMs).toBe(10);
    expect(waitsOf([call(0, 1)], new Map([['query', { responseMs: 10, spreadMs: 30 }]]), 1_000).jitterMs).toBe(60);
  });

  it('count from the quickest answer where nobody knows what the operation takes in peace', () => {
    const { waits } = waitsOf([call(0, 8), call(0, 20)], new Map(), 1_000);
    expect(waits.map(({ gotAtMs }) => gotAtMs)).toEqual([0, 12]);
  });

  it('are none where a call failed soon; are too long where it failed late; have no end where it was never answered', () => {
    const failed = [call(0, 5, { end: 'failed' }), call(0, 500, { end: 'unanswered' })];
    expect(waitsOf(failed, calm, 1_000)).toMatchObject({ waits: [], others: 2 });
    const late = [call(0, 1_500, { end: 'failed' }), call(0, 1_500, { end: 'unanswered' })];
    expect(waitsOf(late, calm, 1_000)).toMatchObject({ waits: [{ gotAtMs: 1_500 }, { gotAtMs: null }], others: 0 });
    // What takes a second in peace has not waited for it.
    expect(waitsOf(late, new Map([['query', { responseMs: 600, spreadMs: 0 }]]), 1_000).waits).toEqual([]);
  });

  it('of nobody are none', () => {
    expect(waitsOf([], calm, 1_000)).toMatchObject({ waits: [], watchedUntilMs: 0 });
  });
});

describe('what operations take in peace', () => {
  it('is the median of each, and how much it differs from itself', () => {
    const tookMs = [10, 12, 90, 8, 11, 14];
    const found = calmOf([...tookMs.map((ms) => call(0, ms)), call(0, 5, { operation: 'add' }), call(0, 900, { end: 'failed' })]);
    expect(found.get('query')).toEqual({ responseMs: 11.5, spreadMs: 3.25 });
    // Of one answer nobody knows it.
    expect(found.get('add')).toEqual({ responseMs: 5, spreadMs: 5 });
  });
});
