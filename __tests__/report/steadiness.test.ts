import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { headline } from '../../src/report/headline.ts';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { rowsOf } from '../../src/report/rows.ts';
import { tellTerminal } from '../../src/report/terminal.ts';
import { documents } from './documents.ts';
import { verdictOf } from './judged.ts';

const sentence = 'No steady state: the median rose by 49 % over 10 s, from 4 ms to 5.97 ms';
const unsteady: Finding = {
  id: 'steadiness',
  kind: 'broken',
  sentence,
  measured: 49,
  limit: 10,
  unit: '%',
  evidence: ['the change came 6 s into the measured time', 'windows of 500 ms: 4 ms, 6 ms'],
};
const { run } = documents.healthy;
const verdict = verdictOf(run, { kind: 'inconclusive', reason: `${sentence}.`, findings: [unsteady] });

describe('a run without a steady state', () => {
  it('says so in the first line, and by how much in the table', () => {
    expect(headline(run, verdict)).toBe(`⚪ Plimsoll: cannot tell. ${sentence}`);
    const row = rowsOf(run, verdict).find(({ of }) => of === 'finding');
    expect(row).toMatchObject({ mark: '❌', what: [{ text: 'steadiness' }], now: [{ text: '49 %' }], limit: [{ text: '10 %' }] });
  });

  it('shows where it changed, in a comment and in a terminal', () => {
    const markdown = tellMarkdown(run, verdict, { maxChars: 65_536, where: 'https://example.invalid/a/1' });
    for (const text of [markdown, tellTerminal(run, verdict, { colour: false })]) {
      expect(text).toContain('the change came 6 s into the measured time');
      expect(text).toContain('windows of 500 ms: 4 ms, 6 ms');
    }
  });

  it('does not take the place of the command that shows a broken limit again', () => {
    const limit: Finding = {
      id: 'limit.p95',
      kind: 'broken',
      sentence: 'p95 was 620 ms, above its limit of 500 ms.',
      measured: 620,
      limit: 500,
      unit: 'ms',
      evidence: [],
      replay: "npx plimsoll replay 'users=20'",
    };
    const failed = verdictOf(run, { kind: 'fail', reason: limit.sentence, blocks: true, findings: [limit, unsteady] });
    const markdown = tellMarkdown(run, failed, { maxChars: 65_536, where: 'https://example.invalid/a/1' });
    expect(markdown).toContain("npx plimsoll replay 'users=20'");
    expect(markdown).toContain('windows of 500 ms: 4 ms, 6 ms');
  });
});
