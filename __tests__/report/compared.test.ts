import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import { parseAcceptances } from '../../src/baseline/acceptance-text.ts';
import { acceptHint } from '../../src/report/accept-hint.ts';
import { comparedFacts } from '../../src/report/compared-facts.ts';
import { acceptedFacts, comparisonFacts } from '../../src/report/comparison-facts.ts';
import type { Fact } from '../../src/report/fact.ts';
import { tellHtml } from '../../src/report/html.ts';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { markdown } from '../../src/report/markdown-text.ts';
import { rowsOf } from '../../src/report/rows.ts';
import { terminalTable } from '../../src/report/terminal-table.ts';
import { tellTerminal } from '../../src/report/terminal.ts';
import { documents } from './documents.ts';
import type { Documents } from './judged.ts';

const lines = (facts: readonly Fact[]): readonly string[] => facts.map(({ label, value }) => `${label}: ${markdown(value)}`);
const told = ({ run, verdict }: Documents): string => tellMarkdown(run, verdict, { maxChars: 65_536, where: '' });
const changed = (document: Documents, metric: string, over: Partial<Comparison>): Documents => ({
  ...document,
  verdict: {
    ...document.verdict,
    comparisons: document.verdict.comparisons.map((each) => (each.metric === metric ? { ...each, ...over } : each)),
  },
});

describe('what was compared with what', () => {
  it('is, of pairs, the base, how many, what of it came to nothing or was left out, how noisy, and what would have been seen', () => {
    const { run, verdict } = documents['paired-pass'];
    if (run.base.kind !== 'paired') throw new Error('it is paired');
    const paired = { ...run.base.paired, failures: ['The base did not work: it exited'] };
    expect(lines(comparedFacts({ ...run, base: { kind: 'paired', paired } }, verdict))).toEqual([
      'Compared with: `4f2c1e9` (merge base with main), measured by turns with this version on the same machine at 2026-03-02 10:15 UTC',
      'Pairs: 12 restarted pairs of at most 24, 1 came to nothing',
      'Came to nothing: The base did not work: it exited',
      'Of the base: its dependencies are those of this version, because its lock file is the same',
      'Left out: `orders`: not answered by the base, so asked of neither side',
      'Noise: CPU per operation 1.2 %, p50 2.3 %, mean 3 %, throughput 1.6 %, p95 3.9 %, p99 11 %, peak memory 0.5 %, startup 7.1 %, errors 0 points (standard deviation between pairs)',
      'Detectable: CPU per operation 2.7 %, p50 2.7 %, mean 3.6 %, throughput 2.3 %, p95 4.7 %, p99 14 %, peak memory 2.1 %, startup 8.5 %, errors 0.5 points (a worsening by so much would have been seen)',
    ]);
  });

  it('is, of earlier runs, where these come from; what is not known is not said', () => {
    const { run, verdict } = documents['not-comparable'];
    const unknown = verdict.comparisons.map((each) => ({ ...each, noisePercent: null }));
    expect(lines(comparedFacts(run, { ...verdict, comparisons: unknown }))).toEqual([
      'Compared with: No baseline was found for this suite on this class of runner.',
    ]);
  });

  it.each([
    [
      'paired-regression',
      '12 restarted pairs against <code>4f2c1e9</code> (merge base with main) on AMD EPYC 7763 64-Core Processor ×4, noise 1.2 %',
    ],
    ['healthy', 'against 24 earlier runs on AMD EPYC 7763 64-Core Processor ×4, noise 0.9 %'],
    ['not-comparable', 'against no earlier run on AMD EPYC 7763 64-Core Processor ×4'],
  ] as const)('stands in the title of its fold: %s', (name, title) => {
    expect(told(documents[name]).replaceAll(/`(4f2c1e9)`/g, '<code>$1</code>')).toContain(`How this was measured: ${title}`);
    expect(told(documents[name])).toContain(', generator 11 % of a core, ');
  });

  it('is never the base of a run that is held against other runs', () => {
    const { run } = documents['paired-pass'];
    const [first] = lines(comparedFacts(run, documents.healthy.verdict));
    expect(first).toBe('Compared with: 24 earlier runs of the default branch, the last of 2026-03-01.');
  });
});

describe('what the rows have no room for', () => {
  it('is a lasting shift, and why something was not compared', () => {
    const { run, verdict } = documents.trend;
    expect(lines(comparisonFacts(run, verdict))).toEqual([
      'Level: p95 +8 % since `7d3e0b1` (2026-02-11), 12 runs ago',
      'Not compared: peak memory: No earlier run measured this.',
    ]);
    for (const text of [told(documents.trend), tellTerminal(run, verdict, { colour: false }), tellHtml(run, verdict)]) {
      expect(text).toMatch(/No earlier run measured this/);
      expect(text).toMatch(/12 runs ago/);
    }
  });

  it('tells what only the base has', () => {
    const { run, verdict } = documents['paired-pass'];
    if (run.base.kind !== 'paired') throw new Error('it is paired');
    const pairs = run.base.paired.pairs.map((pair) => ({ ...pair, head: pair.head.filter(({ name }) => name !== 'p99') }));
    const lost = { ...run, base: { kind: 'paired', paired: { ...run.base.paired, pairs } } } as const;
    expect(lines(comparisonFacts(lost, verdict))).toEqual(['Not compared: p99: measured at the base only']);
  });

  it('says nothing of each metric where there is nothing to compare with', () => {
    const { run, verdict } = documents['not-comparable'];
    expect(comparisonFacts(run, verdict)).toEqual([]);
  });
});

describe('what was accepted', () => {
  it('has a mark of its own, and tells who and why in every format', () => {
    const { run, verdict } = documents.accepted;
    const text = told(documents.accepted);
    expect(text).toContain('| ☑️ | errors | 0.1 % | 0.8 % | +0.7 points `├────●────┤` 0.6…0.8 | 5 % |');
    expect(lines(acceptedFacts(verdict))).toEqual([
      'Accepted: errors (+0.7 points): commit `9e107d9:` because a `429` of the new quota counts as an error',
    ]);
    expect(text).toContain(lines(acceptedFacts(verdict))[0]);
    for (const other of [tellTerminal(run, verdict, { colour: false }), tellHtml(run, verdict)]) {
      expect(other).toContain('☑️');
      expect(other).toMatch(/of the new quota counts/);
    }
  });

  it('stays broken where the judge did not let it pass', () => {
    const document = changed(documents['paired-regression'], 'cpu-per-operation', { accepted: 'somebody' });
    expect(told(document)).toContain('| ❌ | CPU per operation |');
  });
});

describe('the hint how to accept', () => {
  it('names the metric that blocks, and only where a regression does', () => {
    const { run, verdict } = documents['paired-regression'];
    expect(acceptHint(run, verdict)).toBe('plimsoll: accept cpu-per-operation because …');
    expect(told(documents['paired-regression'])).toContain(
      'accept on purpose: <code>plimsoll&#58; accept cpu-per-operation because …</code> in a commit message</sub>',
    );
    expect(acceptHint({ ...run, policy: { ...run.policy, failOn: ['breach'] } }, verdict)).toBeNull();
    const all = ['p95', 'p95', 'p95(`x`)', 'mean', 'rss', 'p50', 'p99', 'errors'].flatMap((metric) =>
      verdict.findings.filter(({ kind }) => kind === 'broken').map((each) => ({ ...each, id: `regression.${metric}` })),
    );
    expect(acceptHint(run, { ...verdict, findings: all })).toMatch(/^plimsoll: accept [\w, ]+ because …$/);
    expect(parseAcceptances(acceptHint(run, { ...verdict, findings: all }) ?? '', '').map(({ metric }) => metric)).toHaveLength(5);
    const two = all.filter(({ id }) => /p95$|mean$/.test(id));
    expect(acceptHint(run, { ...verdict, findings: two })).toBe('plimsoll: accept p95, mean because …');
    for (const other of [documents.slow, documents.accepted, documents['paired-pass']])
      expect(acceptHint(other.run, other.verdict)).toBeNull();
  });

  it.each(['p95(a b)', 'p95(`x`)', 'p95) because x', 'x\n::add-path::', 'P95', ''])('is not given for %j', (metric) => {
    const { run, verdict } = documents['paired-regression'];
    const findings = verdict.findings.map((each) => (each.kind === 'broken' ? { ...each, id: `regression.${metric}` } : each));
    expect(acceptHint(run, { ...verdict, findings })).toBeNull();
  });
});

describe('what to do when it cannot be told', () => {
  it('is to look at the base that did not start, with its faults, each once', () => {
    const [, , advice, , ...fault] = told(documents['paired-inconclusive']).split('\n');
    expect(advice).toBe(
      'Limits and properties were judged as usual (all held). **What to do:** see why the base `4f2c1e9` did not run beside this version (below), then re-run the job.',
    );
    expect(fault.slice(0, 3)).toEqual([
      '```',
      'The base did not work: The service exited with status 1 before it was ready: Error: Cannot find module `./prices.js`',
      '```',
    ]);
  });

  it('is to make a base available that could not be had', () => {
    const { run, verdict } = documents['paired-inconclusive'];
    const text = told({ run: { ...run, base: { kind: 'absent', why: 'The clone is shallow.', missed: true } }, verdict });
    expect(text).toContain('**What to do:** make the base available, or compare with earlier runs alone: `compare: { with: history }`.');
  });

  it('tells how small a change would have been invisible, of what tells about time or work', () => {
    const { run, verdict } = documents['paired-pass'];
    const text = told({ run, verdict: { ...verdict, kind: 'inconclusive', reason: 'One of the pairs failed.' } });
    expect(text).toContain('A change under 4.7 % would have been invisible.');
    expect(text).toContain('**What to do:** re-run the job, give it `budget: 4m`, or use a larger runner.');
  });
});

describe('the number beside the base’s', () => {
  it('is the one measured beside it, unless a limit judged another', () => {
    const { run, verdict } = documents['paired-pass'];
    expect(told({ run, verdict })).toContain('| ✅ | p95 | 31.1 ms | 31.3 ms |');
    const findings = verdict.findings.map((each) => (each.id === 'limit.p95' ? { ...each, kind: 'broken' as const, measured: 512 } : each));
    expect(told({ run, verdict: { ...verdict, kind: 'fail', findings } })).toContain('| ❌ | p95 | 31.1 ms | **512 ms** |');
  });
});

describe('a trend', () => {
  const signs = '▁▂▁▂▁▂▂▂▁▂▁█▇███▇█▇█▇███';

  it('stands in the tables of details, and in a terminal takes the room there is for its newest runs', () => {
    const { run, verdict } = documents.trend;
    const telling = rowsOf(run, verdict).filter((each) => each.trend !== null);
    const row = (width: number): string => terminalTable(telling, width, (_, text) => text).find((line) => line.startsWith('✅ p95')) ?? '';
    expect(told(documents.trend)).toContain(`\`${signs}\``);
    expect(row(100)).toContain(signs);
    expect(row(93)).toContain(` ${signs.slice(-19)}`);
    expect(row(93)).not.toContain(signs.slice(-20));
    expect(row(90)).not.toMatch(/[▁█]/);
  });

  it('is in the page a line in words and as a picture, with the noise behind it', () => {
    const { run, verdict } = documents.trend;
    const page = tellHtml(run, verdict);
    expect(page).toContain(
      '<svg class="trend" viewBox="0 0 240 40" preserveAspectRatio="none" role="img" aria-label="24 runs, this one last: 28.',
    );
    expect(page.match(/<polygon class="noise"/g)).toHaveLength(5);
    expect(page).not.toMatch(/NaN|Infinity/);
  });
});
