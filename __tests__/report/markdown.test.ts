import { describe, expect, it } from 'vitest';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { documents } from './documents.ts';
import type { Documents } from './judged.ts';

const where = 'https://example.invalid/a/1';
const told = ({ run, verdict }: Documents, maxChars: number = 65_536): string => tellMarkdown(run, verdict, { maxChars, where });
const places = (text: string, ...parts: readonly string[]): readonly number[] => parts.map((part) => text.indexOf(part));

describe('a comment', () => {
  it('is one line and a fold when nothing happened', () => {
    expect(told(documents.healthy)).toMatch(
      /^### ✅ Plimsoll: [^\n]+\n\n<details><summary>17 metrics, 1 property over 30 scenarios, no leak · 80.2 s<\/summary>\n\n[^]+\n\n<\/details>\n\n<sub>[^\n]+<\/sub>\n$/,
    );
    expect(told(documents.healthy).match(/<details>/g)).toHaveLength(1);
  });

  it('shows in the fold of a quiet run the limits and the few numbers that matter first, and every metric last', () => {
    const text = told(documents.healthy);
    const found = places(
      text,
      '| ✅ | p95 |',
      '| ✅ | mean |',
      '| ✅ | errors |',
      'throughput',
      'CPU per',
      'peak mem',
      '| ✅ | 17 others |',
    );
    const sections = places(
      text,
      '**Latency by operation',
      '**Properties: 1 held · 30 scenarios tried',
      '**All findings',
      '**Resources',
      '**How this',
      '**All metrics · 23 rows',
    );
    expect([...found, ...sections]).toEqual([...found, ...sections].sort((a, b) => a - b));
    expect([...found, ...sections]).not.toContain(-1);
  });

  it('goes from the verdict over what broke and how to replay it to the table, the folds and the suite', () => {
    const text = told(documents.slow);
    const found = places(
      text,
      '### ❌',
      '```\n`mean`',
      '```sh\nnpx plimsoll replay',
      '| | what |',
      'All metrics',
      'Latency by operation',
      'Properties: 1 broken',
      'All findings',
      'Resources:',
      'How this was measured',
      '<sub>',
    );
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it('says what to do when it cannot tell, and that limits were judged', () => {
    expect(told(documents.inconclusive).split('\n')[2]).toBe(
      'Limits and properties were judged as usual (all held). **What to do:** re-run the job, give it `budget: 4m`, or use a larger runner.',
    );
  });

  it('says so when not knowing blocks', () => {
    const { run, verdict } = documents.inconclusive;
    expect(told({ run, verdict: { ...verdict, blocks: true } })).toContain('By policy, not knowing blocks the merge.');
  });

  it('offers no command to copy that a run made up', () => {
    const text = told(documents.hostile);
    expect(text).not.toContain('```sh');
    expect(text).toContain('look at it before you run it:\n```\nnpx plimsoll replay');
  });

  it('is cut by whole sections, the most important first, and points to the whole', () => {
    const text = told(documents.slow, 1_700);
    expect(text).toContain('```sh\nnpx plimsoll replay');
    expect(text).toContain('| ❌ | p95 |');
    expect(text).not.toContain('All metrics');
    expect(text).toMatch(
      /_\d sections were left out for want of room\._ The whole: <a href="https:\/\/example\.invalid\/a\/1">full report<\/a>\./,
    );
  });

  it('links only to a plain https address', () => {
    const { run, verdict } = documents.healthy;
    for (const evil of ['javascript:alert(1)', 'https://x"onclick="y', 'http://example.invalid', 'https://example.invalid/?a=b c']) {
      expect(tellMarkdown(run, verdict, { maxChars: 65_536, where: evil })).not.toContain('href');
    }
  });
});
