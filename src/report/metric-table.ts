import { markdownTable } from 'markdown-table';
import { cell, markdown } from './markdown-text.ts';
import type { Rest } from './fold.ts';
import type { Row } from './rows.ts';
import { trendName, trendSigns } from './trend.ts';

/** The rows as a table in GitHub's Markdown, with a last line for those that are folded away; with trends where they are asked for and known. */
export function metricTable(rows: readonly Row[], rest: Rest | null, wantsTrends: boolean): string {
  const hasTrends = wantsTrends && rows.some(({ trend }) => trend !== null);
  const head = ['', 'what', 'before', 'now', 'change', 'limit', ...(hasTrends ? [trendName] : [])];
  const trendOf = ({ trend }: Row): string => asCode(trend === null ? '' : trendSigns(trend));
  const lines = rows.map((row) => {
    const cells = [row.mark, cell(row.what), cell(row.before), now(row), change(row), cell(row.limit)];
    return hasTrends ? [...cells, trendOf(row)] : cells;
  });
  const last = rest === null ? [] : [[rest.mark, rest.what, '', '', rest.change, '', ...(hasTrends ? [''] : [])]];
  return markdownTable([head, ...lines, ...last], {
    align: ['c', 'l', 'r', 'r', 'l', 'r', 'r'].slice(0, head.length),
    alignDelimiters: false,
  });
}

function now(row: Row): string {
  const text = cell(row.now);
  return text !== '' && (row.rank === 'broken' || row.rank === 'regression') ? `**${text}**` : text;
}

function change({ change: { text, bar, range } }: Row): string {
  return [text, asCode(bar), range].filter((part) => part !== '').join(' ');
}

function asCode(text: string): string {
  return text === '' ? '' : markdown([{ kind: 'code', text }]);
}
