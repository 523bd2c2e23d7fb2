import { markdownTable } from 'markdown-table';
import { type LatencyRow, latencyHead } from './latency.ts';
import { cell } from './markdown-text.ts';

/** The operations as a table in GitHub's Markdown. */
export function latencyTable(rows: readonly LatencyRow[]): string {
  return markdownTable(
    [latencyHead, ...rows.map(({ what, numbers }) => [cell(what), ...numbers])].map((line) => [...line]),
    {
      align: ['l', ...latencyHead.slice(1).map(() => 'r')],
      alignDelimiters: false,
    },
  );
}
