import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import { headline } from '../../src/report/headline.ts';
import { tellHtml } from '../../src/report/html.ts';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { tellTerminal } from '../../src/report/terminal.ts';
import { healthyRun, stable } from './healthy-run.ts';
import { verdictOf, type Documents } from './judged.ts';

const none = { measured: null, limit: null, unit: '%', evidence: [] } as const;
const found: readonly Finding[] = [
  { ...stable, kind: 'broken', evidence: ['fails from 3 users on (90 %: 2 to 4)'], replay: "npx plimsoll replay 'u4 closed mix=list:1'" },
  {
    ...none,
    kind: 'broken',
    id: 'property.constraints',
    sentence: 'Crashed <b>',
    replay: "npx plimsoll replay 'u5 closed mix=list:1 under=fds=+8'",
  },
  { ...none, kind: 'broken', id: 'property.sustained', sentence: 'It holds more, as leak.memory tells', toldBy: 'leak.memory' },
  { ...none, kind: 'broken', id: 'leak.memory', sentence: 'The service leaks' },
  { ...none, kind: 'inconclusive', id: 'property.cache', sentence: 'Whether hits are fast cannot be told' },
];
const searches: Run['searches'] = [
  { property: 'property.stability', scenarios: 14, seed: 7, path: '3', spread: ['users: 1 ×2, 20 ×3'] },
  { property: 'property.sustained', scenarios: 2, seed: 7, path: '', spread: ['first process: 26 batches'] },
  { property: 'property.<i>new', scenarios: 1, seed: 7, path: '', spread: [] },
];
const run: Run = { ...healthyRun, findings: found, searches };
const documents: Documents = { run, verdict: verdictOf(run, { kind: 'fail' }) };

describe('the table of properties', () => {
  const verdict = { ...documents.verdict, findings: found };

  it('in Markdown says what was tried, found, and fails at the least, and below how it was spread', () => {
    const text = tellMarkdown(run, verdict, { maxChars: 65_536, where: '' });
    expect(text).toContain('<details><summary>Properties: 3 broken, 1 unclear · 17 scenarios tried</summary>');
    expect(text).toMatch(/\| stability \| ❌ broken \| 14 scenarios \| .* \| from 3 users on \(90 %: 2 to 4\) \|/);
    expect(text).toMatch(/\| constraints \| ❌ broken \| – \| Crashed `<b>` \| 5 users under `fds=\+8` \|/);
    expect(text).toMatch(/\| sustained \| ❌ broken \| 2 scenarios \| .* \| told by `leak.memory` \|/);
    expect(text).toMatch(/\| cache \| ⚪ unclear \| – \| Whether hits are fast cannot be told \| +\|/);
    expect(text).toContain('| `<i>new` | – | 1 scenario |');
    expect(text).toContain('`property.stability`: 14 scenarios tried, seed 7, path `3`\n```\nusers: 1 ×2, 20 ×3\n```');
  });

  it('on a page is the same, with the spread folded', () => {
    const page = tellHtml(run, verdict);
    expect(page).toContain('<th scope="row">stability</th><td>❌ broken</td><td class="number">14 scenarios</td>');
    expect(page).toContain('<td>5 users under <code>fds=+8</code></td>');
    expect(page).toMatch(
      /<details><summary><code>property.sustained<\/code>: 2 scenarios tried, seed 7<\/summary><pre>first process: 26 batches<\/pre><\/details>/,
    );
    expect(page).not.toContain('<i>');
    // What another finding tells stands among the others, once.
    expect(page.match(/❌ broken · <code>property\.sustained/g)).toHaveLength(1);
  });

  it('on a terminal is a row each, no wider than the rest', () => {
    const lines = tellTerminal(run, verdict, { colour: false }).split('\n');
    const at = lines.findIndex((line) => line.startsWith('  property '));
    expect(lines.slice(at, at + 6).map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      '  property  outcome  tried  what was found',
      '  stability  ❌ broken  14 scenarios  smallest failing load: from 3 users on (90 %: 2 to 4)',
      '  constraints  ❌ broken  –  smallest failing load: 5 users under fds=+8',
      '  sustained  ❌ broken  2 scenarios  told by leak.memory',
      '  cache  ⚪ unclear  –  Whether hits are fast cannot be told',
      '  <i>new  –  1 scenario',
    ]);
  });

  it('counts what refers to another finding once, in the first line', () => {
    expect(headline(run, verdict)).toMatch(/\(and 2 more\)$/);
    const alone = { ...verdict, findings: found.filter(({ id }) => id === 'leak.memory' || id === 'property.sustained') };
    expect(headline(run, alone)).toBe('❌ Plimsoll: the service leaks');
    // One that refers to nothing is told itself.
    expect(headline(run, { ...verdict, findings: found.filter(({ id }) => id === 'property.sustained') })).toContain('it holds more');
  });

  it('is left out where nothing was tried and nothing found', () => {
    const bare: Run = { ...healthyRun, findings: [], searches: [] };
    const text = tellMarkdown(bare, { ...verdict, findings: [] }, { maxChars: 65_536, where: '' });
    expect(text).not.toContain('Properties');
    expect(tellHtml(bare, { ...verdict, findings: [] })).not.toContain('<h2>Properties');
  });
});
