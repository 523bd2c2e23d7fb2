import { describe, expect, it } from 'vitest';
import type { Observation, OperationObservation } from '../../src/model/observation.ts';
import { latencyColumns, latencyTable, throughputFacts } from '../../src/report/latency.ts';
import { htmlNumbers } from '../../src/report/html-table.ts';
import { markdownNumbers } from '../../src/report/markdown-numbers.ts';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { painter } from '../../src/report/paint.ts';
import { plain } from '../../src/report/phrase.ts';
import { terminalNumbers } from '../../src/report/terminal-numbers.ts';
import { columns } from '../../src/report/width.ts';
import { documents } from './documents.ts';
import { observe } from './healthy-run.ts';
import { command, control } from './inert.ts';

const steady = observe(1, 1_934);
const rare = (name: string): OperationObservation => ({
  ...steady.total,
  name,
  requests: 7,
  errors: 0,
  responseMs: { count: 7, min: 1, mean: 2, p50: 2, p75: 3, p90: null, p95: null, p99: null, p999: null, max: 3 },
});
const shown = (observation: Observation): readonly string[] =>
  terminalNumbers(latencyTable(observation), latencyColumns, 100, painter(false));

describe('the latency of operations', () => {
  it('is told for all together and for each: count, errors, min, mean, median, p95, p99, max; what too few samples cannot say is –', () => {
    const { rows } = latencyTable({ ...steady, operations: [...steady.operations, rare('rare')] });
    expect(rows.map(({ what, numbers }) => [plain(what), ...numbers])).toEqual([
      ['all', '16\u2009120', '1\u2009934 (12 %)', '2.1 ms', '12 ms', '9.8 ms', '31 ms', '44 ms', '81 ms'],
      ['list', '12\u2009896', '1\u2009934 (15 %)', '2.1 ms', '12 ms', '9.8 ms', '31 ms', '44 ms', '81 ms'],
      ['stock', '3\u2009224', '0', '2.31 ms', '13.2 ms', '10.8 ms', '34.1 ms', '48.4 ms', '89.1 ms'],
      ['rare', '7', '0', '1 ms', '2 ms', '2 ms', '–', '–', '3 ms'],
    ]);
  });

  it('tells below each operation what its driver measured beside, in its own unit; of shares the mean alone', () => {
    const values = { ...rare('get').responseMs, min: 0, mean: 0.75, p50: 1, max: 1 };
    const get = {
      ...rare('get'),
      measures: [
        { name: 'hit', unit: 'share' as const, values },
        { name: 'peak-rss', unit: 'MB' as const, values },
      ],
    };
    const { rows } = latencyTable({
      ...steady,
      operations: [...steady.operations, get],
      total: { ...steady.total, measures: get.measures.slice(0, 1) },
    });
    expect(rows.map(({ what, numbers }) => [plain(what), ...numbers]).filter(([what]) => what?.includes('·'))).toEqual([
      ['all · hit', '7', '', '–', '75 %', '–', '–', '–', '–'],
      ['get · hit', '7', '', '–', '75 %', '–', '–', '–', '–'],
      ['get · peak rss', '7', '', '0 B', '768 KB', '1 MB', '–', '–', '1 MB'],
    ]);
  });

  it('is – for every number when nothing was sent', () => {
    const nothing = { count: 0, min: null, mean: null, p50: null, p75: null, p90: null, p95: null, p99: null, p999: null, max: null };
    const total = { ...steady.total, requests: 0, errors: 0, responseMs: nothing };
    expect(latencyTable({ ...steady, operations: [], total }).rows[0]?.numbers).toEqual(['0', '0', '–', '–', '–', '–', '–', '–']);
  });

  it('stands beside average and peak throughput and the most operations at once', () => {
    expect(throughputFacts(steady).map(({ label, value }) => `${label}: ${plain(value)}`)).toEqual([
      'Throughput: 1\u2009612/s on average, 1\u2009679/s in the best window of 500 ms',
      'Concurrency: at most 20 operations at once',
    ]);
  });

  it('is a block of columns in a terminal', () => {
    expect(shown({ ...steady, operations: [...steady.operations, rare('rare')] }).join('\n')).toMatchInlineSnapshot(`
      "  operation   count        errors      min     mean   median      p95      p99      max
        all        16 120  1 934 (12 %)   2.1 ms    12 ms   9.8 ms    31 ms    44 ms    81 ms
        list       12 896  1 934 (15 %)   2.1 ms    12 ms   9.8 ms    31 ms    44 ms    81 ms
        stock       3 224             0  2.31 ms  13.2 ms  10.8 ms  34.1 ms  48.4 ms  89.1 ms
        rare            7             0     1 ms     2 ms     2 ms        –        –     3 ms"
    `);
  });

  it('keeps within 100 columns and harmless whatever an operation is called, and however large its numbers are', () => {
    const huge = { count: 1, min: 1e21, mean: 1e9, p50: 1e9, p75: 1e9, p90: 1e9, p95: 1e9, p99: 1e9, p999: 1e9, max: Number.MAX_VALUE };
    const operations = documents.hostile.run.steady.operations.map((each) => ({
      ...each,
      requests: 2 ** 53,
      errors: 2 ** 52,
      responseMs: huge,
    }));
    const lines = shown({ ...steady, operations: [...operations, ...operations] });
    expect(lines).toHaveLength(1 + 12 + 1);
    expect(lines.at(-1)).toBe('  … 13 more in the other formats of this report');
    for (const line of lines) {
      expect(columns(line)).toBeLessThanOrEqual(100);
      expect(line).not.toMatch(control);
      expect(line).not.toMatch(command);
    }
  });

  it('is a section of its own in Markdown, folded away unless everything is', () => {
    const told = (name: 'slow' | 'healthy'): string =>
      tellMarkdown(documents[name].run, documents[name].verdict, { maxChars: 65_536, where: '' });
    expect(told('slow')).toContain('<details><summary>Latency by operation · 61.5/s, at best 64.1/s</summary>\n\n| operation | count |');
    expect(told('healthy')).toContain('**Latency by operation · 1\u2009612/s, at best 1\u2009679/s**\n\n| operation | count |');
    expect(markdownNumbers(latencyTable(steady)).split('\n')).toHaveLength(2 + 3);
  });

  it('is a table with headers for columns and rows on the page', () => {
    const table = htmlNumbers('Response times', latencyTable(steady));
    expect(table.match(/<th scope="col"/g)).toHaveLength(9);
    expect(table.match(/<th scope="row"/g)).toHaveLength(3);
  });
});
