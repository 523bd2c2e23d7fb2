import { markdownTable } from 'markdown-table';
import { cell } from './markdown-text.ts';
import type { NumberTable } from './numbers.ts';

/** Things and their numbers as a table in GitHub's Markdown. */
export function markdownNumbers({ head, rows }: NumberTable): string {
  return markdownTable(
    [head, ...rows.map(({ what, numbers }) => [cell(what), ...numbers])].map((line) => [...line]),
    { align: ['l', ...head.slice(1).map(() => 'r')], alignDelimiters: false },
  );
}
