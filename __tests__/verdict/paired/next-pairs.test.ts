import { describe, expect, it } from 'vitest';
import type { Pair } from '../../../src/model/paired.ts';
import { comparePaired } from '../../../src/verdict/paired/compare.ts';
import { nextPairs, type NextPairs } from '../../../src/verdict/paired/next-pairs.ts';
import { planLooks } from '../../../src/verdict/paired/plan.ts';
import { even, ms, paired, pairsOf, shifted } from './sample-pairs.ts';

const many = Array.from({ length: 40 }, (_, index) => even[index % even.length] ?? 0);
const pairsWith = (changes: readonly number[]): readonly Pair[] => pairsOf([ms('cpu-per-operation', 2, changes), ms('p50', 20, many)]);
const after = (count: number, changes: readonly number[], planned = 40, controls: readonly Pair[] = []): NextPairs =>
  nextPairs({ pairs: [...pairsWith(changes).slice(0, count), ...controls], planned, joined: false });
const controlsOf = (changes: readonly number[]): readonly Pair[] =>
  pairsOf([ms('cpu-per-operation', 2, changes), ms('p50', 20, even.slice(0, changes.length))], 'control');

const goOn: NextPairs = { kind: 'go-on', pair: 'test' };

describe('looks', () => {
  it.each([
    [8, [8]],
    [9, [9]],
    [10, [8, 10]],
    [12, [8, 12]],
    [13, [8, 13]],
    [24, [8, 12, 16, 20, 24]],
    [40, [8, 12, 16, 20, 24, 28, 32, 36, 40]],
    [3, [8]],
    [1_000, [8, 12, 16, 20, 24, 28, 32, 36, 40]],
    [16.9, [8, 12, 16]],
  ])('for %d planned pairs come after %j', (planned, looks) => {
    expect(planLooks(planned).looks).toEqual(looks);
  });
});

describe('what comes next', () => {
  it('is another pair, until the first look', () => {
    for (let count = 0; count < 8; count += 1) expect(after(count, many)).toEqual(goOn);
  });

  it('is nothing where a look shows that nothing got worse', () => {
    expect(after(8, many)).toEqual({ kind: 'enough', why: 'pass' });
  });

  it('does not wait for what is accepted, nor end by it', () => {
    const accepted = new Set(['cpu-per-operation']);
    const worse = pairsWith(shifted(0.3, many)).slice(0, 12);
    expect(nextPairs({ pairs: worse, planned: 40, joined: false })).toEqual({ kind: 'go-on', pair: 'control' });
    expect(nextPairs({ pairs: worse, planned: 40, joined: false }, accepted)).toEqual({ kind: 'enough', why: 'pass' });
    const open = pairsOf([
      ms('cpu-per-operation', 2, shifted(0.3)),
      ms(
        'p50',
        20,
        even.map((change, at) => change + (at % 2) * 0.05),
      ),
    ]).slice(0, 8);
    expect(nextPairs({ pairs: open, planned: 40, joined: false }, accepted)).toEqual(goOn);
  });

  it('is the check of a regression also where the time is up between two looks', () => {
    const worse = pairsWith(shifted(0.3, many)).slice(0, 11);
    const late = (pairs: readonly Pair[]): NextPairs => nextPairs({ pairs, planned: 40, joined: false }, undefined, true);
    expect(late(worse)).toEqual({ kind: 'go-on', pair: 'control' });
    expect(late([...worse, ...controlsOf(even.slice(0, 3))])).toEqual({ kind: 'enough', why: 'regression' });
    expect(late(pairsWith(many).slice(0, 3))).toEqual({ kind: 'enough', why: 'planned' });
  });

  it('depends on what was measured at looks only', () => {
    for (const count of [9, 10, 11, 13]) expect(after(count, many)).toEqual(goOn);
  });

  it('are three controls before a regression is believed', () => {
    const worse = shifted(0.1, many);
    expect(after(8, worse, 16)).toEqual({ kind: 'go-on', pair: 'control' });
    expect(after(8, worse, 16, controlsOf(even.slice(0, 2)))).toEqual({ kind: 'go-on', pair: 'control' });
    expect(after(8, worse, 16, controlsOf(even.slice(0, 3)))).toEqual({ kind: 'enough', why: 'regression' });
    expect(after(16, worse, 16)).toEqual({ kind: 'go-on', pair: 'control' });
  });

  it('is another pair where the controls came out as far apart', () => {
    expect(after(8, shifted(0.05, many), 16, controlsOf(shifted(0.05, even.slice(0, 3))))).toEqual(goOn);
  });

  it('is another pair where it looks worse, though it is within its margin', () => {
    // Surely below 5 %, but above the 2 % that count, and one in fifty by chance: more pairs may make it a regression.
    const leaning = many.map((change, index) => 0.026 + 2 * change - (index % 8 === 7 ? 0.04 : 0));
    expect(after(8, leaning, 40)).toEqual(goOn);
  });

  it('is nothing where what is still open will stay too noisy to be told', () => {
    const noise = (times: number, by = 0): readonly Pair[] =>
      pairsOf([
        ms('cpu-per-operation', 2, many),
        ms(
          'p95',
          50,
          shifted(
            by,
            many.map((change) => times * change),
          ),
        ),
      ]).slice(0, 8);
    expect(nextPairs({ pairs: noise(8), planned: 40, joined: false })).toEqual(goOn);
    expect(nextPairs({ pairs: noise(40), planned: 40, joined: false })).toEqual({ kind: 'enough', why: 'pass' });
    // By more than counts, but less than its margin: it would pass as it is, and may yet be worse.
    const [, p95] = comparePaired(paired(noise(40, 0.1), { planned: 40 })).comparisons;
    expect(p95?.changePercent).toBeGreaterThan(2);
    expect(p95?.changePercent).toBeLessThan(5);
    expect(nextPairs({ pairs: noise(40, 0.1), planned: 40, joined: false })).toEqual(goOn);
  });

  it('is nothing after the last planned pair', () => {
    const wild = many.map((change, index) => (index % 2 === 0 ? 40 : -20) * change);
    expect(nextPairs({ pairs: pairsOf([ms('p50', 20, wild.slice(0, 12))]), planned: 12, joined: false })).toEqual({
      kind: 'enough',
      why: 'planned',
    });
  });
});
