import { describe, expect, it } from 'vitest';

import type { Latency } from '../../src/model/observation.ts';
import { judgeStorm, type StormLoad } from '../../src/property/expiry.ts';

const limits = { p95Ms: 100, contentionPercent: 300 };
const trouble = (mostShare?: number): StormLoad['spoiled'] => ({
  kind: 'spoiled',
  sentence: 'The generator was busy.',
  ...(mostShare === undefined ? {} : { mostShare }),
});

/** A load whose p95 is known to `blur` either way. */
function load(p95: number, blur = 0.1, spoiled: StormLoad['spoiled'] = null): StormLoad {
  const responseMs: Latency = {
    count: 500,
    min: 0,
    mean: p95 / 2,
    p50: p95 / 2,
    p75: p95 / 2,
    p90: p95,
    p95,
    p95Low: p95 * (1 - blur),
    p95High: p95 * (1 + blur),
    p99: p95,
    p999: null,
    max: p95,
  };
  return { responseMs, spoiled };
}

const judge = (before: StormLoad, during: StormLoad): ReturnType<typeof judgeStorm> =>
  judgeStorm({ livesMs: 300, writes: 5_000, before, during }, limits);

describe('a cache whose entries expire together', () => {
  it('holds where it stays quick', () => {
    expect(judge(load(2), load(4))).toEqual({
      kind: 'held',
      sentence: 'With entries that expire together, written 5\u2009000 times in all to live 300 ms: p95 4 ms, and 2 ms just before',
      measured: 4,
      limit: 100,
      unit: 'ms',
    });
    expect(judge(load(0.2), load(4)).kind).toBe('held');
  });

  it('is broken where it surely passes its limit, which it did not before', () => {
    expect(judge(load(50), load(140))).toMatchObject({ kind: 'broken', measured: 140, limit: 100, unit: 'ms' });
    expect(judge(load(50), load(105))).toMatchObject({ kind: 'inconclusive', measured: 105 });
    expect(judge(load(150), load(160)).kind).toBe('held');
  });

  it('is broken where it is surely slowed much more than one hot key may slow it', () => {
    const broken = judge(load(5), load(40));
    expect(broken).toMatchObject({ kind: 'broken', measured: 800, limit: 300, unit: '%' });
    expect(broken.sentence).toMatch(
      /^The cache is slowed by entries that expire together, .*: p95 40 ms, and 5 ms just before: 800 % \(limit 300 %\)$/,
    );
    expect(judge(load(5, 0.5), load(30, 0.5)).kind).toBe('inconclusive');
    expect(judge(load(5), load(24)).kind).toBe('held');
  });

  it('is not accused of what trouble of our own may have made', () => {
    expect(judge(load(5), load(140, 0.1, trouble()))).toMatchObject({ kind: 'inconclusive', measured: null });
    expect(judge(load(5), load(140, 0.1, trouble(0.1)))).toMatchObject({ kind: 'broken' });
    expect(judge(load(5), load(140, 0.1, trouble(0.5))).sentence).toContain('The generator was busy.');
  });

  it('is not judged where nothing was answered', () => {
    const { responseMs } = load(5);
    expect(judge(load(5), { responseMs: { ...responseMs, p95: null, max: null }, spoiled: null })).toMatchObject({
      kind: 'inconclusive',
      measured: null,
    });
  });
});
