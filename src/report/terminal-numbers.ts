import type { NumberTable } from './numbers.ts';
import type { Paint } from './paint.ts';
import { plain } from './phrase.ts';
import { setColumns } from './terminal-columns.ts';
import { columns, fitColumns } from './width.ts';

const mostRows = 12;
const indent = '  ';
const gap = '  ';
const leastName = 9;

/** Things and their numbers in columns, none wider than `most` of it says; the names get what room the numbers leave. */
export function terminalNumbers(
  { head, rows }: NumberTable,
  most: (column: number) => number,
  width: number,
  paint: Paint,
): readonly string[] {
  const shown = rows
    .slice(0, mostRows)
    .map(({ what, numbers }) => [plain(what), ...numbers.map((text, at) => fitColumns(text, most(at + 1)))]);
  const lines = [head, ...shown];
  const numbers = head.slice(1).map((_, at) => gap.length + Math.max(...lines.map((line) => columns(line[at + 1] ?? ''))));
  const room = Math.max(leastName, width - indent.length - numbers.reduce((sum, each) => sum + each, 0));
  const [names = '', ...body] = setColumns(
    lines.map(([name = '', ...rest]) => [fitColumns(name, room), ...rest]),
    (column) => column > 0,
    gap,
  );
  const left = rows.length - shown.length;
  return [
    `${indent}${paint('dim', names)}`,
    ...body.map((line) => `${indent}${line}`),
    ...(left > 0 ? [`${indent}… ${left} more in the other formats of this report`] : []),
  ];
}
