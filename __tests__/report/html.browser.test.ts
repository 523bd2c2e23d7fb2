import { beforeAll, describe, expect, it } from 'vitest';
import { escapeText } from '../../src/report/escape.ts';
import { headline } from '../../src/report/headline.ts';
import { tellHtml } from '../../src/report/html.ts';
import { oneLine } from '../../src/report/line.ts';
import { chromium, open, type Opened } from './browser.ts';
import { documents } from './documents.ts';
import { hostileTexts } from './hostile.ts';

const where = chromium === null ? 'not run: there is no Chromium on PATH or in CHROMIUM' : 'in a real Chromium';
const pages = {
  hostile: tellHtml(documents.hostile.run, documents.hostile.verdict),
  slow: tellHtml(documents.slow.run, documents.slow.verdict),
};
/** What a forgotten escape would let in. */
const planted = `<script>document.documentElement.setAttribute('data-ran', 'yes')</script><img src="x" onerror="document.title='ran'">`;

const tagsOf = (dom: string): readonly string[] =>
  [...new Set([...dom.matchAll(/<([a-z][a-z0-9]*)\b/gi)].map(([, name = '']) => name))].sort();
const attributesOf = (dom: string): readonly string[] => [
  ...new Set([...dom.matchAll(/<[a-z][^>]*>/gi)].flatMap(([tag]) => [...tag.matchAll(/ ([a-z-]+)="/gi)].map(([, name = '']) => name))),
];
/** The text a reader sees. */
const textOf = (dom: string): string =>
  dom
    .replace(/^[^]*<body>/, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:lt|gt|quot|nbsp|amp);/g, (name) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': '\u00A0' })[name] ?? '&');

describe.each(Object.entries(pages))(`the page of the %s run (${where})`, (name, page) => {
  let opened: Opened = { dom: '', picture: Buffer.alloc(0) };
  beforeAll(async () => {
    if (chromium !== null) opened = await open(page);
  });

  it.runIf(chromium !== null)('has only the elements it was written with: no script, nothing that loads, no handler', () => {
    expect(tagsOf(opened.dom)).toEqual(tagsOf(page.replace('<!doctype html>', '')));
    expect(opened.dom).not.toMatch(/<(?:script|img|iframe|object|embed|link|form|a|base)\b/i);
    expect(attributesOf(opened.dom).filter((attribute) => /^(?:on|src|href|style|action|data)/i.test(attribute))).toEqual([]);
  });

  it.runIf(chromium !== null)('shows every foreign line it was given as text and nothing else', () => {
    const given = name === 'hostile' ? hostileTexts : documents.slow.verdict.findings.flatMap((finding) => finding.evidence);
    const text = textOf(opened.dom);
    for (const line of given) expect(text).toContain(oneLine(line, 500));
  });

  it.runIf(chromium !== null)('begins with the headline', () => {
    const { run, verdict } = documents[name === 'slow' ? 'slow' : 'hostile'];
    expect(textOf(opened.dom).trimStart().startsWith(headline(run, verdict))).toBe(true);
    expect(opened.dom.match(/<h1\b/g)).toHaveLength(1);
    expect(opened.dom).toContain(`<title>${escapeText(headline(run, verdict))}</title>`);
  });

  it.runIf(chromium !== null)('gives every table headers for its columns, and every row as many cells and a header', () => {
    const tables = [...opened.dom.matchAll(/<table>[^]*?<\/table>/g)].map(([table]) => table);
    expect(tables).toHaveLength(6);
    for (const table of tables) {
      const [head = '', ...rows] = [...table.matchAll(/<tr\b[^]*?<\/tr>/g)].map(([row]) => row);
      expect(head).not.toMatch(/<td\b/);
      for (const row of rows) {
        expect(row.match(/<t[dh]\b/g)?.length).toBe(head.match(/<th scope="col"/g)?.length);
        expect(row.match(/<th scope="row"/g)).toHaveLength(1);
      }
    }
  });

  it.runIf(chromium !== null)('can be drawn', () => {
    expect(opened.picture.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001A\n');
    expect([opened.picture.readUInt32BE(16), opened.picture.readUInt32BE(20)]).toEqual([1_200, 900]);
  });
});

describe(`the page’s own policy (${where})`, () => {
  it.runIf(chromium !== null)('lets nothing run, should an escape ever be forgotten', async () => {
    const forgotten = pages.slow.replace('<main>', `<main>${planted}`);
    const withoutPolicy = forgotten.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
    expect((await open(forgotten)).dom).not.toMatch(/data-ran="yes"|<title>ran/);
    // Without its policy the same page does run it: the law does not hold by itself.
    expect((await open(withoutPolicy)).dom).toMatch(/data-ran="yes"/);
  });
});
