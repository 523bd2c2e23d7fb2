import { escapeHtml } from './escape.ts';
import { html } from './html-text.ts';
import type { NumberTable } from './numbers.ts';
import { htmlTrend } from './html-trend.ts';
import type { Row } from './rows.ts';
import { trendName } from './trend.ts';
import { counted } from './value.ts';

const mostRows = 1_000;

interface Column {
  readonly name: string;
  readonly style: '' | 'mark' | 'number' | 'change' | 'trend';
  readonly cell: (row: Row) => string;
}

/** After the row's own header. */
const all: readonly Column[] = [
  { name: 'before', style: 'number', cell: (row) => html(row.before) },
  { name: 'now', style: 'number', cell: (row) => html(row.now) },
  { name: 'change', style: 'change', cell: changeOf },
  { name: 'limit', style: 'number', cell: (row) => html(row.limit) },
  { name: trendName, style: 'trend', cell: trendOf },
];

/** The table of rows, with headers a screen reader can follow; a column in which nothing stands is left out. */
export function htmlTable(rows: readonly Row[]): string {
  const shown = rows.slice(0, mostRows);
  const used = all.filter(({ cell }) => shown.some((row) => cell(row) !== ''));
  const left = rows.length - shown.length;
  return table(
    `${counted(rows.length, 'row')}, most important first${left > 0 ? `; ${left} are left out` : ''}`,
    [head('mark', 'mark'), head('what'), ...used.map(({ name, style }) => head(name, style))],
    shown.map((row) => {
      const cells = used.map(({ style, cell }) => `<td class="${style}">${cell(row)}</td>`);
      return `<tr class="${row.rank}"><td class="mark">${row.mark}</td><th scope="row">${html(row.what)}</th>${cells.join('')}</tr>`;
    }),
  );
}

/** Things and their numbers, under a caption of ours. */
export function htmlNumbers(caption: string, { head: names, rows }: NumberTable): string {
  const left = rows.length - mostRows;
  return table(
    `${caption}${left > 0 ? `; ${left} more in run.json` : ''}`,
    names.map((name, column) => head(name, column === 0 ? '' : 'number')),
    rows.slice(0, mostRows).map(({ what, numbers }) => {
      const cells = numbers.map((text) => `<td class="number">${escapeHtml(text)}</td>`);
      return `<tr><th scope="row">${html(what)}</th>${cells.join('')}</tr>`;
    }),
  );
}

/** A table of our own heads and rows that are HTML already, in a frame that scrolls where there is no room. */
export function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  return [
    `<div class="scroll"><table><caption>${caption}</caption>`,
    `<thead><tr>${heads.join('')}</tr></thead><tbody>`,
    ...rows,
    '</tbody></table></div>',
  ].join('\n');
}

/** A column's header. */
export function head(name: string, style: string = ''): string {
  return `<th scope="col" class="${style}">${name}</th>`;
}

function changeOf({ change: { text, bar, range } }: Row): string {
  return [text, bar === '' ? '' : `<code>${escapeHtml(bar)}</code>`, range].filter((part) => part !== '').join(' ');
}

function trendOf({ trend, comparison }: Row): string {
  return trend === null || comparison === null ? '' : htmlTrend(trend, comparison);
}
