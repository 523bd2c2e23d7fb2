import type { Paint } from './paint.ts';
import { plain } from './phrase.ts';
import type { Row } from './rows.ts';
import { setColumns } from './terminal-columns.ts';
import { fitColumns } from './width.ts';

interface Column {
  readonly name: string;
  /** Most columns of the terminal; together with the gaps under 100. */
  readonly most: number;
  readonly isNumber: boolean;
  readonly text: (row: Row) => string;
}

const all: readonly Column[] = [
  { name: '', most: 2, isNumber: false, text: (row) => row.mark },
  { name: 'what', most: 32, isNumber: false, text: (row) => plain(row.what) },
  { name: 'before', most: 10, isNumber: true, text: (row) => plain(row.before) },
  { name: 'now', most: 10, isNumber: true, text: (row) => plain(row.now) },
  { name: 'change', most: 30, isNumber: false, text: changeOf },
  { name: 'limit', most: 10, isNumber: true, text: (row) => plain(row.limit) },
];

/** The rows in columns, with a line of names above; a column in which nothing stands is left out. */
export function terminalTable(rows: readonly Row[], paint: Paint): readonly string[] {
  const used = all.filter(({ text }) => rows.some((row) => text(row) !== ''));
  const body = rows.map((row) => used.map(({ text, most }) => fitColumns(text(row), most)));
  const [head = '', ...lines] = setColumns([used.map(({ name }) => name), ...body], (column) => used[column]?.isNumber === true, ' ');
  return [paint('dim', head), ...lines.map((line, index) => emphasise(line, rows[index], paint))];
}

function changeOf({ change: { text, bar, range } }: Row): string {
  return [text, bar, range].filter((part) => part !== '').join(' ');
}

function emphasise(line: string, row: Row | undefined, paint: Paint): string {
  return row?.rank === 'broken' || row?.rank === 'regression' ? paint('bold', line) : line;
}
