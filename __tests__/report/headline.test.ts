import { describe, expect, it } from 'vitest';
import type { OpenScenario } from '../../src/model/scenario.ts';
import { environmentFacts } from '../../src/report/facts.ts';
import { headline, headlinePhrase } from '../../src/report/headline.ts';
import { markdown } from '../../src/report/markdown-text.ts';
import { plain } from '../../src/report/phrase.ts';
import { documents, type Recorded } from './documents.ts';

const said: Readonly<Record<Exclude<Recorded, 'hostile'>, string>> = {
  healthy: '✅ Plimsoll: carries 20 users (p95 31 ms of 500 ms), nothing got worse by 4 % or more (errors: 0.5 points)',
  trend:
    '✅ Plimsoll: carries 20 users (p95 31 ms of 500 ms), nothing got worse by 7 % or more (errors: 0.5 points, 1 of 6 metrics not compared)',
  'paired-pass':
    '✅ Plimsoll: carries 20 users (p95 31 ms of 500 ms), nothing got worse by 5 % or more (startup: 9 %, errors: 0.5 points, p99 cannot be told)',
  'paired-regression': '❌ Plimsoll: CPU per operation got worse by 12 %',
  'paired-inconclusive':
    '⚪ Plimsoll: cannot tell. No pair came about. The base did not work: The service exited with status 1 before it was ready: Error: Cannot find module ./prices.js',
  accepted: '✅ Plimsoll: carries 20 users (p95 31 ms of 500 ms), although errors got worse by 0.7 points, which was accepted',
  slow: '❌ Plimsoll: p95 is 790 ms of 500 ms at as few as 4 users (and 1 more)',
  errors: '❌ Plimsoll: 12 % of 16\u2009120 operations failed, above the limit of 5 %',
  inconclusive: '⚪ Plimsoll: cannot tell. Another job used half of this runner; a change under 23 % would have been invisible',
  'not-comparable':
    '⚪ Plimsoll: carries 20 users (p95 31 ms of 500 ms); nothing to compare with yet: no baseline was found for this suite on this class of runner',
  regression: '❌ Plimsoll: CPU per operation got worse by 12 %',
  leak: '❌ Plimsoll: the service leaks 1.06 KB per operation: 256 MB are full after 211\u2009000 more. Introduced by this change: none of the last 12 runs leaked (and 1 more)',
  crash: '❌ Plimsoll: the service was killed by SIGABRT during steady',
};

describe('the first line', () => {
  it.each(Object.entries(said))('of the %s run is the verdict in words', (name, line) => {
    const document = Object.entries(documents).find(([each]) => each === name)?.[1] ?? documents.healthy;
    expect(headline(document.run, document.verdict)).toBe(line);
  });

  it('tells a broken limit by measured value, limit and users', () => {
    const { run, verdict } = documents.slow;
    const findings = verdict.findings.filter((finding) => finding.id === 'limit.p95');
    expect(headline(run, { ...verdict, findings })).toBe('❌ Plimsoll: p95 is 812 ms of 500 ms at 20 users');
  });

  it('tells an open load by its arrivals, and the facts name its model', () => {
    const { run, verdict } = documents.healthy;
    const { mix, keys, durationMs, warmupMs, seed } = run.steady.scenario;
    const arrivals = { pattern: 'ramp', fromPerSecond: 100, toPerSecond: 1_000 } as const;
    const scenario: OpenScenario = { model: 'open', arrivals, connections: 50, mix, keys, durationMs, warmupMs, seed };
    const open = { ...run, steady: { ...run.steady, scenario } };
    expect(headline(open, verdict)).toBe(
      '✅ Plimsoll: carries 100 to 1\u2009000 arrivals/s (p95 31 ms of 500 ms), nothing got worse by 4 % or more (errors: 0.5 points)',
    );
    const load = environmentFacts(open, verdict).find(({ label }) => label === 'Load');
    expect(plain(load?.value ?? [])).toMatch(/^100 to 1\u2009000 arrivals\/s, open model, 10 s, /);
  });

  it('tells the largest regression beside what broke', () => {
    const { run, verdict } = documents.regression;
    const findings = [...documents.crash.verdict.findings, ...verdict.findings];
    expect(headline(run, { ...verdict, findings })).toBe(
      '❌ Plimsoll: the service was killed by SIGABRT during steady, and CPU per operation got worse by 12 %',
    );
  });

  it('does not claim a comparison when there was none', () => {
    const { run, verdict } = documents.healthy;
    expect(headline(run, { ...verdict, comparisons: [] })).toBe(
      '✅ Plimsoll: carries 20 users (p95 31 ms of 500 ms); nothing was compared',
    );
  });

  it('says that nothing changed where git knows no difference', () => {
    const { run, verdict } = documents.healthy;
    const same = { ...run, base: { kind: 'same', commit: '4f2c1e9', name: 'main' } } as const;
    expect(headline(same, { ...verdict, comparisons: [] })).toBe(
      '✅ Plimsoll: carries 20 users (p95 31 ms of 500 ms); nothing changed that is measured',
    );
  });

  it('names no size below which one of the numbers it speaks of would have gone unseen', () => {
    const { run, verdict } = documents['paired-pass'];
    const noisy = verdict.comparisons.map((each) => ({ ...each, smallestDetectablePercent: each.metric === 'errors' ? 1.01 : 12.1 }));
    expect(headline(run, { ...verdict, comparisons: noisy })).toMatch(/ by 13 % or more \(errors: 1\.1 points, p99 cannot be told\)$/);
    const [first, ...others] = verdict.comparisons;
    if (first === undefined) throw new Error('there are comparisons');
    const blind = [{ ...first, smallestDetectablePercent: null }, ...others];
    expect(headline(run, { ...verdict, comparisons: blind })).toMatch(/nothing got measurably worse \(p99 cannot be told\)$/);
  });

  it('tells a regression of a share in points', () => {
    const { run, verdict } = documents.accepted;
    const findings = verdict.findings.map((each) => (each.id === 'regression.errors' ? { ...each, kind: 'broken' as const } : each));
    expect(headline(run, { ...verdict, kind: 'fail', findings })).toBe('❌ Plimsoll: errors got worse by 0.7 points');
  });

  it('does not claim that a load is carried when a limit broke that policy lets pass', () => {
    const { run, verdict } = documents.errors;
    const line = headline(run, { ...verdict, kind: 'pass', blocks: false });
    expect(line).toContain('✅ Plimsoll: passes by policy, although 12 %');
    expect(line).not.toContain('carries');
  });

  it('says how many earlier runs there are while they are too few', () => {
    const { run, verdict } = documents['not-comparable'];
    const line = headline(run, { ...verdict, baseline: { runs: 1, pairs: 0, sentence: 'One run in the cache.' } });
    expect(line).toBe('⚪ Plimsoll: carries 20 users (p95 31 ms of 500 ms); nothing to compare with yet: only 1 earlier run so far');
  });

  it('sets the name of an operation as code', () => {
    const { run, verdict } = documents.regression;
    const comparisons = verdict.comparisons.map((each) => (each.metric === 'p95(list)' ? { ...each, kind: 'regression' as const } : each));
    const findings = verdict.findings.map((finding) =>
      finding.id === 'regression.cpu-per-operation' ? { ...finding, id: 'regression.p95(list)' } : finding,
    );
    expect(markdown(headlinePhrase(run, { ...verdict, comparisons, findings }))).toBe('❌ Plimsoll: p95 of `list` got worse by 9 %');
  });
});
