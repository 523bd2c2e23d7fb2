import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/model/comparison.ts';
import { comparePaired } from '../../../src/verdict/paired/compare.ts';
import { even, ms, paired, pairsOf, shifted, type Sample } from './sample-pairs.ts';

const told = (...samples: readonly Sample[]): ReturnType<typeof comparePaired> => comparePaired(paired(pairsOf(samples)));
const first = (...samples: readonly Sample[]): Comparison => {
  const [comparison] = told(...samples).comparisons;
  if (comparison === undefined) throw new Error('nothing was compared');
  return comparison;
};
const cpu = (changes: readonly number[]): Sample => ms('cpu-per-operation', 2, changes);

describe('one metric of a dozen pairs', () => {
  it('that got worse is a regression, with an interval that holds by how much', () => {
    const comparison = first(cpu(shifted(0.1)));
    expect(comparison).toMatchObject({ metric: 'cpu-per-operation', unit: 'ms', before: 2, kind: 'regression' });
    expect(comparison.changePercent).toBeCloseTo(10, 0);
    expect(comparison.intervalPercent?.[0]).toBeLessThan(10);
    expect(comparison.intervalPercent?.[1]).toBeGreaterThan(10);
    expect(comparison.after).toBeCloseTo(2.2, 1);
    expect(comparison.reason).toBe('10 % worse than the base in 12 pairs; with 95 % confidence between 9.5 % and 10 %.');
  });

  it('that got better is an improvement', () => {
    expect(first(cpu(shifted(-0.1)))).toMatchObject({ kind: 'improvement', reason: expect.stringContaining('10 % better than the base') });
  });

  it('that is the same is no change, and says what would have been seen', () => {
    const comparison = first(cpu(even));
    expect(comparison.kind).toBe('no-change');
    expect(comparison.smallestDetectablePercent).toBeGreaterThan(2);
    expect(comparison.smallestDetectablePercent).toBeLessThan(3);
    expect(comparison.reason).toBe('12 pairs rule out a worsening of 5 %; one of 2.2 % would have been seen.');
  });

  it('that got worse for certain, but by less than counts, is no change', () => {
    expect(first(cpu(shifted(0.015)))).toMatchObject({
      kind: 'no-change',
      reason: 'Probably 1.5 % worse, less than counts; 12 pairs rule out 5 %.',
    });
    expect(told(cpu(shifted(0.015))).word).toMatchObject({
      kind: 'pass',
      reason: expect.stringMatching(/^Nothing got worse than the base by its margin in 12 pairs: /),
    });
  });

  it('that is probably worse, but too little to be sure of, is no change either', () => {
    const noisy = shifted(
      0.026,
      even.map((change) => 4.5 * change),
    );
    const comparison = first(cpu(noisy));
    expect(comparison.intervalPercent?.[0]).toBeGreaterThan(0);
    expect(comparison.changePercent).toBeGreaterThan(2);
    expect(comparison).toMatchObject({ kind: 'no-change', reason: expect.stringMatching(/^Probably 2\.\d % worse, less than counts;/) });
  });

  it('is told after as the change makes of it before', () => {
    const lopsided = even.map((change, at) => (at % 3 === 0 ? 0.2 : change));
    for (const sample of [cpu(lopsided), { name: 'throughput', unit: '/s', base: 400, worse: 'lower' as const, changes: lopsided }]) {
      const { before, after, changePercent } = first({ ...sample, changes: sample.changes });
      expect(after / (before ?? 0)).toBeCloseTo(1 + (changePercent ?? 0) / 100, 12);
    }
    const errors = first({ name: 'errors', unit: '%', base: 3, changes: lopsided.map((change) => 10 * change) });
    expect(errors.after - (errors.before ?? 0)).toBeCloseTo(errors.changePercent ?? 0, 12);
  });

  it('that differs from pair to pair more than can be told is inconclusive, and says so', () => {
    const comparison = first(cpu(even.map((change) => 40 * change)));
    expect(comparison.kind).toBe('inconclusive');
    expect(comparison.reason).toMatch(
      /^Too noisy to tell a worsening of 5 %: pairs differ by \d+ %, so only one of \d+ % would have been seen\.$/,
    );
  });

  it('that may lie on either side of its margin is undecided', () => {
    const { kind, reason } = first(
      cpu(
        shifted(
          0.035,
          even.map((change) => 7 * change),
        ),
      ),
    );
    expect(kind).toBe('inconclusive');
    expect(reason).toMatch(/^Undecided: with 95 % confidence between \d\.\d % worse and \d\.\d % worse, where 5 % would be too much\.$/);
  });

  it('that is a rate gets worse as it falls', () => {
    const rate: Sample = { name: 'throughput', unit: '/s', base: 400, worse: 'lower', changes: shifted(-0.1) };
    const comparison = first(rate);
    expect(comparison.kind).toBe('regression');
    expect(comparison.changePercent).toBeCloseTo(-10, 0);
    const [low, high] = comparison.intervalPercent ?? [0, 0];
    expect(low).toBeLessThan(high);
    expect(high).toBeLessThan(0);
    expect(comparison.smallestDetectablePercent).toBeGreaterThan(0);
  });

  it('that is a share of errors changes by points', () => {
    const errors = (changes: readonly number[]): Sample => ({ name: 'errors', unit: '%', base: 0, changes });
    const comparison = first(errors(even.map((change) => 2 + 10 * change)));
    expect(comparison).toMatchObject({ kind: 'regression', before: 0, reason: expect.stringContaining('2 points worse') });
    expect(comparison.changePercent).toBeCloseTo(2, 1);
    expect(first(errors(even.map((change) => 0.3 + change))).kind).toBe('no-change');
    expect(first(errors(even.map(() => 0))).kind).toBe('no-change');
  });
});

describe('an absolute floor', () => {
  it('lets 0.3 ms become 0.4 ms, in latency and in the rate that follows from it', () => {
    const slower = shifted(1 / 3);
    const { word, comparisons } = told(
      ms('p50', 0.3, slower),
      ms('mean', 0.3, slower),
      ms('p95', 0.3, slower),
      { name: 'throughput', unit: '/s', base: 10_000, worse: 'lower', changes: shifted(-1 / 4) },
      cpu(even),
    );
    expect(comparisons.filter(({ kind }) => kind === 'regression')).toEqual([]);
    expect(word.kind).toBe('pass');
  });

  it.each([
    ['CPU time of 9 µs', ms('cpu-per-operation', 0.1, shifted(0.09)), 'no-change'],
    ['CPU time of 12 µs', ms('cpu-per-operation', 0.1, shifted(0.12)), 'regression'],
    ['a start of 8 ms', ms('startup', 100, shifted(0.08)), 'no-change'],
    ['a start of 12 ms', ms('startup', 100, shifted(0.12)), 'regression'],
    ['a start of 3 %', ms('startup', 1_000, shifted(0.03)), 'no-change'],
    ['half a megabyte', { name: 'rss', unit: 'bytes', base: 2 ** 23, changes: shifted(0.0625) }, 'no-change'],
    ['two megabytes', { name: 'rss', unit: 'bytes', base: 2 ** 23, changes: shifted(0.25) }, 'regression'],
  ])('of %s more', (_, sample, kind) => {
    expect(first(sample).kind).toBe(kind);
  });
});

describe('what was not measured on both sides', () => {
  const without = (name: string, side: 'base' | 'head'): ReturnType<typeof comparePaired> => {
    const pairs = pairsOf([cpu(even), ms('p50', 20, even), ms('p99', 90, even)]);
    return comparePaired(paired(pairs.map((pair) => ({ ...pair, [side]: pair[side].filter((metric) => metric.name !== name) }))));
  };

  it('at the base cannot be compared, and does not stand in the way', () => {
    const { word, comparisons } = without('p50', 'base');
    expect(comparisons.find(({ metric }) => metric === 'p50')).toMatchObject({
      kind: 'not-comparable',
      before: null,
      reason: 'The base has no such number.',
    });
    expect(word.kind).toBe('pass');
  });

  it('at the head is no pass, but for what needs many requests', () => {
    expect(without('p50', 'head').word).toEqual({ kind: 'inconclusive', reason: 'p50 was measured at the base only.' });
    expect(without('p99', 'head').word.kind).toBe('pass');
  });

  it('in one unit is another number', () => {
    const pairs = pairsOf([cpu(even), ms('p50', 20, even)]).map((pair) => ({
      ...pair,
      base: pair.base.map((metric) => (metric.name === 'p50' ? { ...metric, unit: 's' } : metric)),
    }));
    expect(comparePaired(paired(pairs)).comparisons[1]).toMatchObject({ metric: 'p50', kind: 'not-comparable' });
  });

  it('as numbers of which no ratio can be taken is no pass', () => {
    const { word, comparisons } = told(cpu(even), ms('p50', 0, even));
    expect(comparisons.find(({ metric }) => metric === 'p50')?.kind).toBe('not-comparable');
    expect(word).toEqual({ kind: 'inconclusive', reason: 'p50 was measured in no pair on both sides.' });
  });

  it('often enough is too few to tell, which weighs only for what is always there', () => {
    const few = even.slice(0, 5);
    expect(told(cpu(even), ms('p99', 90, few)).word.kind).toBe('pass');
    const { word } = told(cpu(even), ms('p50', 20, few));
    expect(word).toEqual({ kind: 'inconclusive', reason: 'p50: Measured in only 5 of 12 pairs: too few to tell.' });
  });
});

describe('the word on the whole', () => {
  it('names the surest regression and counts the others', () => {
    const noisy = shifted(
      0.1,
      even.map((change) => 3 * change),
    );
    const { word } = told(ms('p50', 20, noisy), cpu(shifted(0.1)), ms('p95', 50, noisy));
    expect(word.kind).toBe('regression');
    expect(word.reason).toBe('cpu-per-operation is 10 % worse than at the base (9.5 % to 10 %), and so are 2 more metrics, in 12 pairs.');
  });

  it('of a pass says what would have been seen, and what could not be told', () => {
    const { word } = told(
      cpu(even),
      ms(
        'startup',
        800,
        even.map((change) => 30 * change),
      ),
    );
    expect(word.kind).toBe('pass');
    expect(word.reason).toBe(
      'Nothing got worse than the base in 12 pairs: a worsening of cpu-per-operation by 2.2 % would have been seen. Could not be told: startup.',
    );
  });

  it('is no pass where nothing about time or work could be told', () => {
    const wild = even.map((change) => 30 * change);
    const { word } = told(cpu(wild), ms('p50', 20, wild), { name: 'rss', unit: 'bytes', base: 2 ** 27, changes: even });
    expect(word).toEqual({
      kind: 'inconclusive',
      reason: 'This runner is too noisy to compare on: 12 pairs could tell neither CPU time nor latency nor throughput.',
    });
  });

  it('is no pass of a noisy metric that looks much worse', () => {
    const worse = shifted(
      0.3,
      even.map((change) => 40 * change),
    );
    expect(told(cpu(even), ms('p95', 50, worse)).word).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringMatching(/^p95: Too noisy/),
    });
  });

  it('is no pass of a noisy metric that looks worse by more than its margin, whether or not it may be chance', () => {
    const worse = shifted(
      0.09,
      even.map((change) => 40 * change),
    );
    const { word, comparisons } = told(cpu(even), ms('p95', 50, worse));
    expect(comparisons[1]?.changePercent).toBeGreaterThan(5);
    expect(word).toMatchObject({ kind: 'inconclusive', reason: expect.stringMatching(/^p95: Too noisy/) });
  });

  it('is no pass of few pairs, nor of many that came to nothing', () => {
    expect(comparePaired(paired([])).word).toEqual({
      kind: 'inconclusive',
      reason: 'No pair came about: our own measuring was in the way each time.',
    });
    const few = comparePaired(paired(pairsOf([cpu(even.slice(0, 5))]), { failures: ['The base did not work: it exited.'] }));
    expect(few.word.reason).toBe('Only 5 pairs were measured, too few to tell. The base did not work: it exited.');
    const failures = ['The head did not work: it exited.', 'The head did not work: it exited.'];
    expect(comparePaired(paired(pairsOf([cpu(even)]), { failures })).word).toEqual({
      kind: 'inconclusive',
      reason: '2 of 14 pairs came to nothing. The head did not work: it exited.',
    });
    expect(comparePaired(paired(pairsOf([cpu(even)]), { failures: failures.slice(1) })).word.kind).toBe('pass');
  });

  it('may be a regression of seven pairs, but not of six', () => {
    const worse = (count: number): string => comparePaired(paired(pairsOf([cpu(shifted(0.1).slice(0, count))]))).word.kind;
    expect([worse(6), worse(7)]).toEqual(['inconclusive', 'regression']);
  });
});

describe('controls', () => {
  const tests = pairsOf([cpu(shifted(0.06)), ms('p50', 20, shifted(0.06))]);
  const control = (by: number): ReturnType<typeof comparePaired> =>
    comparePaired(
      paired([...tests, ...pairsOf([cpu(shifted(by, even.slice(0, 3))), ms('p50', 20, shifted(by, even.slice(0, 3)))], 'control')]),
    );

  it('that come out even change nothing, and are told', () => {
    const { word, noise, controls } = control(0);
    expect(word.kind).toBe('regression');
    expect(controls).toBe(3);
    expect(noise[0]).toMatchObject({ metric: 'cpu-per-operation', toldApart: false });
    expect(noise[0]?.controlPercent).toBeCloseTo(0.4, 1);
    expect(noise[0]?.spreadPercent).toBeCloseTo(0.6, 0);
  });

  it('that come out apart are no ground to blame a change that is hardly larger', () => {
    const { word, comparisons, noise } = control(0.05);
    expect(word.kind).toBe('inconclusive');
    expect(comparisons[0]).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringMatching(/^This runner told two copies of the base apart by 5\.\d %, so it is no judge of this change\.$/),
    });
    expect(noise.map(({ toldApart }) => toldApart)).toEqual([true, true]);
  });

  it('leave a change that is much larger', () => {
    expect(control(0.025).word.kind).toBe('regression');
  });

  it('of one metric of time count for all of them', () => {
    const apart = pairsOf([cpu(shifted(0.05, even.slice(0, 3))), ms('p50', 20, even.slice(0, 3))], 'control');
    const { comparisons } = comparePaired(paired([...tests, ...apart]));
    expect(comparisons.map(({ kind }) => kind)).toEqual(['inconclusive', 'inconclusive']);
    expect(comparisons[1]?.reason).toMatch(/copies of the base apart by 5\.\d % in cpu-per-operation, so/);
  });
});
