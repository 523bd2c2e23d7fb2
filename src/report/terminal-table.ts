import type { Paint } from './paint.ts';
import { plain } from './phrase.ts';
import type { Row } from './rows.ts';
import { columns, fitColumns, pad } from './width.ts';

/** Most columns of each cell; together with the gaps under 100. */
const most = [2, 32, 10, 10, 30, 10] as const;

/** The rows in columns, with a line of names above. */
export function terminalTable(rows: readonly Row[], paint: Paint): readonly string[] {
  const body = rows.map((row) => cells(row).map((text, column) => fitColumns(text, most[column] ?? 0)));
  const head = ['', 'what', 'before', 'now', 'change', 'limit'];
  const widths = head.map((name, column) => Math.max(columns(name), ...body.map((line) => columns(line[column] ?? ''))));
  const set = (line: readonly string[]): string =>
    line
      .map((text, column) => pad(text, widths[column] ?? 0, [2, 3, 5].includes(column) ? 'left' : 'right'))
      .join(' ')
      .trimEnd();
  return [paint('dim', set(head)), ...body.map((line, index) => emphasise(set(line), rows[index], paint))];
}

function cells(row: Row): readonly string[] {
  const { text, bar, range } = row.change;
  return [
    row.mark,
    plain(row.what),
    plain(row.before),
    plain(row.now),
    [text, bar, range].filter((part) => part !== '').join(' '),
    plain(row.limit),
  ];
}

function emphasise(line: string, row: Row | undefined, paint: Paint): string {
  return row?.rank === 'broken' || row?.rank === 'regression' ? paint('bold', line) : line;
}
