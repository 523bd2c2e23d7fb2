import { markdownTable } from 'markdown-table';
import { cell, markdown } from './markdown-text.ts';
import type { Rest } from './fold.ts';
import type { Row } from './rows.ts';

/** The rows as a table in GitHub's Markdown, with a last line for those that are folded away. */
export function metricTable(rows: readonly Row[], rest: Rest | null): string {
  const lines = rows.map((row) => [row.mark, cell(row.what), cell(row.before), now(row), change(row), cell(row.limit)]);
  const last = rest === null ? [] : [[rest.mark, rest.what, '', '', rest.change, '']];
  return markdownTable([['', 'what', 'before', 'now', 'change', 'limit'], ...lines, ...last], {
    align: ['c', 'l', 'r', 'r', 'l', 'r'],
    alignDelimiters: false,
  });
}

function now(row: Row): string {
  const text = cell(row.now);
  return text !== '' && (row.rank === 'broken' || row.rank === 'regression') ? `**${text}**` : text;
}

function change({ change: { text, bar, range } }: Row): string {
  return [text, bar === '' ? '' : markdown([{ kind: 'code', text: bar }]), range].filter((part) => part !== '').join(' ');
}
