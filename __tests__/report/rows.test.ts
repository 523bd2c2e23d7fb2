import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import { folded, isLoud, isLoudOrTelling } from '../../src/report/fold.ts';
import { plain } from '../../src/report/phrase.ts';
import { rowsOf } from '../../src/report/rows.ts';
import { documents } from './documents.ts';

const young = (each: Comparison): Comparison => ({
  ...each,
  changePercent: 40,
  intervalPercent: null,
  smallestDetectablePercent: null,
  kind: 'inconclusive',
  reason: '3 of 10 runs: too few to tell a change from noise.',
});

describe('the table', () => {
  it('shows what broke, what got worse and what is unclear, and folds the rest into one line', () => {
    const { run, verdict } = documents.regression;
    const { shown, rest } = folded(rowsOf(run, verdict), 10, isLoud);
    expect(shown.map((row) => [row.mark, plain(row.what), plain(row.before), plain(row.now), row.change, plain(row.limit)])).toEqual([
      ['❌', 'CPU per operation', '410 µs', '460 µs', { text: '+12 %', bar: '├─●─┤', range: '8…16 %' }, ''],
      ['⚠️', 'p95 of list', '28.4 ms', '31 ms', { text: '+9 %', bar: '├┼──●────┤', range: '−2…+21 %' }, ''],
    ]);
    expect(rest).toEqual({ mark: '✅', what: '21 others', change: 'within ±1.5 % and ±0 points (could have seen 3.6 % and 0.5 points)' });
  });

  it('keeps a metric quiet while there are too few earlier runs, and says that it was not compared', () => {
    const { run, verdict } = documents.healthy;
    const { shown, rest } = folded(rowsOf(run, { ...verdict, comparisons: verdict.comparisons.map(young) }), 10, isLoud);
    expect(shown).toEqual([]);
    expect(rest).toEqual({ mark: '⚪', what: '23 in all', change: 'not compared' });
  });

  it('has a row for a metric that only the verdict knows, and for a finding nobody has heard of', () => {
    const { run, verdict } = documents.healthy;
    const findings = [
      { kind: 'broken', id: 'consistency.lost-update', sentence: 'x', measured: 37, limit: 0, unit: 'count', evidence: [] },
      { kind: 'held', id: 'limit.queue(checkout)', sentence: 'x', measured: 3, limit: 9, unit: 'count', evidence: [] },
    ] as const;
    const rows = rowsOf({ ...run, metrics: [] }, { ...verdict, findings, comparisons: [] });
    expect(rows.map((row) => [row.mark, plain(row.what), plain(row.now), plain(row.limit)])).toEqual([
      ['❌', 'consistency · lost update', '37', '0'],
      ['✅', 'queue of checkout', '3', '9'],
    ]);
  });

  it('keeps the limits and the few numbers that are wanted every time, always in the same order, when all is quiet', () => {
    const { run, verdict } = documents.healthy;
    const few = ['p95', 'mean', 'errors', 'throughput', 'CPU per operation', 'peak memory'];
    for (const comparisons of [verdict.comparisons, []]) {
      const { shown, rest } = folded(rowsOf(run, { ...verdict, comparisons }), 20, isLoudOrTelling);
      expect(shown.map((row) => plain(row.what))).toEqual(few);
      expect(shown.slice(0, 3).map((row) => [plain(row.now), plain(row.limit)])).toEqual([
        ['31 ms', '500 ms'],
        ['12 ms', '500 ms'],
        ['0 %', '5 %'],
      ]);
      expect(rest?.what).toBe('17 others');
    }
  });

  it('keeps a limit of any other metric too, before the numbers that have none', () => {
    const { run, verdict } = documents.healthy;
    const held = { kind: 'held', id: 'limit.p99(list)', sentence: 'x', measured: 44, limit: 90, unit: 'ms', evidence: [] } as const;
    const { shown } = folded(rowsOf(run, { ...verdict, findings: [held] }), 20, isLoudOrTelling);
    expect(shown.slice(0, 2).map((row) => plain(row.what))).toEqual(['p99 of list', 'p95']);
  });

  it('does not fold a row that is not green behind a green mark', () => {
    const { run, verdict } = documents.inconclusive;
    expect(folded(rowsOf(run, verdict), 2, isLoud).rest?.mark).toBe('⚠️');
  });
});
