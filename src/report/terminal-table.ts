import type { Paint } from './paint.ts';
import { plain } from './phrase.ts';
import type { Row } from './rows.ts';
import { setColumns } from './terminal-columns.ts';
import { trendName, trendSigns } from './trend.ts';
import { columns, fitColumns } from './width.ts';

interface Column {
  readonly name: string;
  /** Most columns of the terminal; together with the gaps under 100. */
  readonly most: number;
  readonly isNumber: boolean;
  readonly text: (row: Row) => string;
}

const gap = ' ';

const all: readonly Column[] = [
  { name: '', most: 2, isNumber: false, text: (row) => row.mark },
  { name: 'what', most: 30, isNumber: false, text: (row) => plain(row.what) },
  { name: 'before', most: 10, isNumber: true, text: (row) => plain(row.before) },
  { name: 'now', most: 10, isNumber: true, text: (row) => plain(row.now) },
  { name: 'change', most: 32, isNumber: false, text: changeOf },
  { name: 'limit', most: 10, isNumber: true, text: (row) => plain(row.limit) },
];

/** The rows in columns, with a line of names above; a column in which nothing stands is left out, and trends take what room is left. */
export function terminalTable(rows: readonly Row[], width: number, paint: Paint): readonly string[] {
  const known = all.filter(({ text }) => rows.some((row) => text(row) !== ''));
  const columnsTaken = Math.max(0, ...linesOf(rows, known).map(columns));
  const used = [...known, ...trendColumn(rows, width - columnsTaken - gap.length)];
  const [head = '', ...lines] = linesOf(rows, used);
  return [paint('dim', head), ...lines.map((line, index) => emphasise(line, rows[index], paint))];
}

function linesOf(rows: readonly Row[], used: readonly Column[]): readonly string[] {
  const body = rows.map((row) => used.map(({ text, most }) => fitColumns(text(row), most)));
  return setColumns([used.map(({ name }) => name), ...body], (column) => used[column]?.isNumber === true, gap);
}

function trendColumn(rows: readonly Row[], room: number): readonly Column[] {
  if (room < columns(trendName) || rows.every(({ trend }) => trend === null)) return [];
  return [{ name: trendName, most: room, isNumber: true, text: ({ trend }) => (trend === null ? '' : trendSigns(trend, room)) }];
}

function changeOf({ change: { text, bar, range } }: Row): string {
  return [text, bar, range].filter((part) => part !== '').join(' ');
}

function emphasise(line: string, row: Row | undefined, paint: Paint): string {
  return row?.rank === 'broken' || row?.rank === 'regression' ? paint('bold', line) : line;
}
