import { describe, expect, it } from 'vitest';
import type { Latency } from '../../src/model/observation.ts';
import { judgeCache, type CacheTurn } from '../../src/property/cache.ts';

const limits = { p95Ms: 100, contentionPercent: 300 };
const order: readonly CacheTurn['on'][] = ['many', 'one', 'one', 'many'];

/** Around `ms`, its p95 twice as much, known to `blur` either way. */
function latency(ms: number, blur: number, count = 200): Latency {
  return {
    count,
    min: ms / 2,
    mean: ms,
    meanLow: ms * (1 - blur),
    p50: ms,
    p75: 1.4 * ms,
    p90: 1.8 * ms,
    p95: 2 * ms,
    p95Low: 2 * ms * (1 - blur),
    p95High: 2 * ms * (1 + blur),
    p99: 3 * ms,
    p999: null,
    max: 4 * ms,
  };
}

const turns = (ms: Readonly<Record<CacheTurn['on'], number>>, blur = 0.1, given: Partial<CacheTurn> = {}): readonly CacheTurn[] =>
  order.map((on) => ({ on, requests: 200, errors: 0, responseMs: latency(ms[on], blur), spoiled: null, ...given }));
const trouble = (mostShare?: number): Partial<CacheTurn> => ({
  spoiled: { kind: 'spoiled', sentence: 'The generator was busy.', ...(mostShare === undefined ? {} : { mostShare }) },
});

describe('a cache', () => {
  it('that is quick on one key and on many holds', () => {
    const finding = judgeCache(turns({ many: 2, one: 3 }), limits);
    expect(finding).toMatchObject({ id: 'property.cache', kind: 'held', measured: 4, limit: 100, unit: 'ms' });
    expect(finding.sentence).toBe('The cache answers within 4 ms (p95), and within 6 ms where all users want one key');
    expect(finding.evidence).toEqual([
      'many keys: p95 4 ms, 4 ms; mean 2 ms, 2 ms; 400 requests',
      'one key: p95 6 ms, 6 ms; mean 3 ms, 3 ms; 400 requests',
    ]);
  });

  it('whose one key is many times slower than next to nothing holds', () => {
    expect(judgeCache(turns({ many: 0.1, one: 2 }), limits).kind).toBe('held');
  });

  it('whose one key is surely too slow is broken', () => {
    const finding = judgeCache(turns({ many: 5, one: 25 }), limits);
    expect(finding).toMatchObject({ kind: 'broken', limit: 300, unit: '%' });
    expect(finding.measured).toBeCloseTo(500);
    expect(finding.sentence).toBe('One key that all users want is slow: p95 50 ms, and 10 ms on many keys: 500 % (limit 300 %)');
  });

  it('is not accused where a pair of turns leaves it open, or our own trouble may have made it', () => {
    expect(judgeCache(turns({ many: 5, one: 16 }, 0.3), limits).kind).toBe('inconclusive');
    const [first, ...others] = turns({ many: 5, one: 25 });
    const mixed = first === undefined ? [] : [{ ...first, responseMs: latency(20, 0.1) }, ...others];
    expect(judgeCache(mixed, limits).kind).not.toBe('broken');
    const troubled = (share?: number): readonly CacheTurn[] =>
      turns({ many: 5, one: 25 }).map((turn) => (turn.on === 'one' ? { ...turn, ...trouble(share) } : turn));
    expect(judgeCache(troubled(), limits)).toMatchObject({
      kind: 'inconclusive',
      measured: null,
      limit: null,
      sentence: expect.stringMatching(/, but not surely\. The generator was busy\.$/),
    });
    expect(judgeCache(troubled(0.6), limits).kind).toBe('inconclusive');
    expect(judgeCache(troubled(0.05), limits).kind).toBe('broken');
    // What both turns had is on neither side.
    expect(judgeCache(turns({ many: 5, one: 25 }, 0.1, trouble()), limits).kind).toBe('broken');
    expect(judgeCache(turns({ many: 60, one: 60 }, 0.1, trouble()), limits)).toMatchObject({ kind: 'inconclusive', measured: null });
  });

  it('of which all answers are slow is broken, of which some turns are is not', () => {
    expect(judgeCache(turns({ many: 60, one: 60 }), limits)).toMatchObject({
      kind: 'broken',
      measured: 120,
      limit: 100,
      sentence: 'p95 of the cache is 120 ms, above the limit of 100 ms',
    });
    expect(judgeCache(turns({ many: 60, one: 60 }, 0.3), limits).kind).toBe('inconclusive');
    const [first, ...others] = turns({ many: 10, one: 10 });
    const burst = first === undefined ? [] : [{ ...first, responseMs: latency(80, 0.01) }, ...others];
    expect(judgeCache(burst, limits).kind).toBe('held');
    expect(
      judgeCache(
        turns({ many: 60, one: 60 }).filter(({ on }) => on === 'many'),
        limits,
      ).kind,
    ).toBe('broken');
  });

  it('that mostly fails is not judged', () => {
    for (const given of [{ errors: 150 }, { requests: 0 }]) {
      expect(judgeCache(turns({ many: 2, one: 2 }, 0.1, given), limits)).toMatchObject({
        kind: 'inconclusive',
        measured: null,
        limit: null,
      });
    }
  });
});
