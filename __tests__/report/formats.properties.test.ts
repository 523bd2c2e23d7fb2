import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headline } from '../../src/report/headline.ts';
import { tellHtml } from '../../src/report/html.ts';
import { tellJson } from '../../src/report/json.ts';
import { tellJunit } from '../../src/report/junit.ts';
import { tellProgress } from '../../src/report/progress.ts';
import { rowsOf, ranks } from '../../src/report/rows.ts';
import { tellTerminal } from '../../src/report/terminal.ts';
import { columns } from '../../src/report/width.ts';
import { anyDocuments, anyProgress } from './arbitrary.ts';
import { command, control, faultOfXml, uncoloured } from './inert.ts';

const numRuns = 200;

describe('any run and verdict', () => {
  it('in a terminal has no control characters but our colours, no workflow command, and fits 100 columns', () => {
    fc.assert(
      fc.property(anyDocuments, fc.boolean(), ({ run, verdict }, colour) => {
        const text = tellTerminal(run, verdict, { colour });
        const bare = colour ? uncoloured(text) : text;
        expect(bare).not.toMatch(control);
        expect(bare).not.toMatch(command);
        for (const line of bare.split('\n').filter((each) => !each.includes('npx plimsoll replay')))
          expect(columns(line)).toBeLessThanOrEqual(100);
      }),
      { numRuns },
    );
  });

  it('as a page has no script, no foreign tag or attribute, and asks nothing of the network', () => {
    fc.assert(
      fc.property(anyDocuments, ({ run, verdict }) => {
        const page = tellHtml(run, verdict);
        const tags = page.match(/<[^>]*>/g) ?? [];
        const element =
          'html|head|meta|title|style|body|header|main|section|article|details|summary|h[123]|p|code|pre|div|table|caption|thead|tbody|tr|th|td|dl|dt|dd|figure|figcaption|svg|line|polyline|polygon';
        const attribute = 'lang|charset|http-equiv|content|name|class|scope|viewBox|preserveAspectRatio|role|aria-label|x[12]|y[12]|points';
        const known = new RegExp(`^<(?:!doctype html|/?(?:${element})(?: (?:${attribute})="[^"<>]*")*/?)>$`);
        expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
        expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
        expect(page).not.toMatch(control);
      }),
      { numRuns },
    );
  });

  it('in JUnit is well-formed and counts each finding once', () => {
    fc.assert(
      fc.property(anyDocuments, ({ run, verdict }) => {
        const text = tellJunit(run, verdict);
        expect(faultOfXml(text)).toBeNull();
        expect(text.match(/<testcase /g)?.length ?? 0).toBe(verdict.findings.length);
        expect(text.match(/<failure /g)?.length ?? 0).toBe(verdict.findings.filter((finding) => finding.kind === 'broken').length);
      }),
      { numRuns },
    );
  });

  it('as JSON says the same as the verdict, whatever the order of its keys, and is safe to print', () => {
    fc.assert(
      fc.property(anyDocuments, ({ verdict }) => {
        const text = tellJson(verdict);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(verdict)));
        expect(tellJson({ ...verdict, ...Object.fromEntries(Object.entries(verdict).toReversed()) })).toBe(text);
        expect(text).not.toMatch(control);
        expect(text).not.toMatch(command);
      }),
      { numRuns },
    );
  });

  it('has a headline on one line whose mark is the verdict’s', () => {
    const marks = { pass: '✅', fail: '❌', inconclusive: '⚪', 'not-comparable': '⚪' };
    fc.assert(
      fc.property(anyDocuments, ({ run, verdict }) => {
        const line = headline(run, verdict);
        expect(line.startsWith(`${marks[verdict.kind]} Plimsoll: `)).toBe(true);
        expect(line).not.toMatch(control);
        expect(line).not.toContain('\n');
        expect(line.length).toBeLessThan(700);
      }),
      { numRuns },
    );
  });

  it('never says that nothing got worse when nothing was compared, or something did get worse', () => {
    fc.assert(
      fc.property(anyDocuments, ({ run, verdict }) => {
        const compared = verdict.comparisons.filter(({ kind }) => kind !== 'not-comparable');
        const quiet = { ...verdict, reason: '', baseline: { runs: 0, pairs: 0, sentence: '' }, findings: [] };
        const said = headline({ ...run, metrics: [], base: { kind: 'unasked' } }, quiet).includes('nothing got');
        if (said) expect(compared.length).toBeGreaterThan(0);
        if (said) expect(compared.map(({ kind }) => kind)).not.toContain('regression');
        if (said) expect(verdict.kind).toBe('pass');
      }),
      { numRuns },
    );
  });

  it('has its rows most important first, and each broken or unclear finding in one', () => {
    fc.assert(
      fc.property(anyDocuments, ({ run, verdict }) => {
        const places = rowsOf(run, verdict).map((row) => ranks.indexOf(row.rank));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        if (verdict.findings.some((finding) => finding.kind === 'broken')) expect(places[0]).toBeLessThanOrEqual(1);
      }),
      { numRuns },
    );
  });
});

describe('any progress', () => {
  it('is one line within the terminal, without control characters or workflow commands', () => {
    fc.assert(
      fc.property(anyProgress, fc.boolean(), fc.nat(160), (event, colour, width) => {
        const line = tellProgress(event, { colour, width });
        const bare = colour ? uncoloured(line) : line;
        expect(bare).not.toMatch(control);
        expect(bare).not.toContain('\n');
        expect(bare).not.toMatch(command);
        expect(columns(bare)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 500 },
    );
  });
});
