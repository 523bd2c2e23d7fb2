import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { anyDocuments } from './arbitrary.ts';
import { command, control, speaking, spoken } from './inert.ts';

const where = fc.constantFrom('', 'https://example.invalid/a/1', 'the job summary', 'javascript:alert(1)', 'https://x"><script>');
const options = fc.record({
  maxChars: fc.oneof(fc.constant(65_536), fc.integer({ min: 300, max: 20_000 })),
  maxBytes: fc.oneof(fc.constant(65_535), fc.integer({ min: 300, max: 20_000 })),
  where,
});
/** Borders of a table whose first line is one of our heads. */
const heads: readonly (readonly [begin: string, borders: number])[] = [
  ['| | what | before | now | change | limit | trend', 8],
  ['| | what |', 7],
  ['| operation | count |', 10],
  ['| phase | CPU |', 8],
  ['| operation alone | CPU |', 7],
  ['| users | throughput |', 8],
  ['| property | outcome |', 6],
];
const cells = (head: string): number => heads.find(([begin]) => head.startsWith(begin))?.[1] ?? Number.NaN;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describe('any run and verdict in Markdown', () => {
  it('says nothing to GitHub that is foreign: mentions, references, links and tags stay in code', () => {
    fc.assert(
      fc.property(anyDocuments, options, ({ run, verdict }, given) => {
        expect(speaking(tellMarkdown(run, verdict, { ...given, where: 'https://example.invalid/a/1' }))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('begins with a heading, closes what it opens, and stays within its room', () => {
    fc.assert(
      fc.property(anyDocuments, options, ({ run, verdict }, given) => {
        const text = tellMarkdown(run, verdict, given);
        const lines = spoken(text);
        expect(text.length).toBeLessThanOrEqual(given.maxChars);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(given.maxBytes);
        expect(text).toMatch(/^### /);
        expect(lines.filter((line) => /^ *(?:[-+*=_]+|\d+[.)]) *$/.test(line))).toEqual([]);
        expect(count(lines.join('\n'), /<details>/g)).toBe(count(lines.join('\n'), /<\/details>/g));
        expect(text).not.toMatch(control);
        expect(text).not.toMatch(command);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves room for nothing but what fits, however little there is', () => {
    fc.assert(
      fc.property(anyDocuments, fc.nat(400), fc.nat(400), ({ run, verdict }, maxChars, maxBytes) => {
        const text = tellMarkdown(run, verdict, { maxChars, maxBytes, where: '' });
        expect(text.length).toBeLessThanOrEqual(maxChars);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(Math.max(maxBytes, 0));
        expect(speaking(text)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('gives every row of a table as many cells as its head, metrics six, or seven with their trend', () => {
    fc.assert(
      fc.property(anyDocuments, ({ run, verdict }) => {
        const text = tellMarkdown(run, verdict, { maxChars: 65_536, where: '' });
        const lines = spoken(text);
        lines.forEach((line, at) => {
          const before = lines[at - 1] ?? '';
          if (line.startsWith('| ')) expect(count(line, /\|/g)).toBe(before.startsWith('| ') ? count(before, /\|/g) : cells(line));
        });
        // A pipe inside a span would be a cell's border to GitHub, escaped or not.
        for (const line of text.split('\n').filter((each) => /^\| (?:✅|❌|⚠️|☑️|⚪) \|/u.test(each)))
          expect([7, 8]).toContain(count(line, /\|/g));
      }),
      { numRuns: 200 },
    );
  });
});
