import type { Observation } from '../model/observation.ts';
import { latencyHead, latencyRows } from './latency.ts';
import type { Paint } from './paint.ts';
import { plain } from './phrase.ts';
import { setColumns } from './terminal-columns.ts';
import { columns, fitColumns } from './width.ts';

const mostRows = 12;
const indent = '  ';
const gap = '  ';
/** Most columns of a number; a count of failures has its share beside it. */
const most = (column: number): number => (column === 1 ? 9 : column === 2 ? 13 : 8);
const leastName = 9;

/** How long each kind of operation took, in columns; the names get what room the numbers leave. */
export function terminalLatency(steady: Observation, width: number, paint: Paint): readonly string[] {
  const rows = latencyRows(steady);
  const shown = rows
    .slice(0, mostRows)
    .map(({ what, numbers }) => [plain(what), ...numbers.map((text, at) => fitColumns(text, most(at + 1)))]);
  const lines = [latencyHead, ...shown];
  const numbers = latencyHead.slice(1).map((_, at) => gap.length + Math.max(...lines.map((line) => columns(line[at + 1] ?? ''))));
  const room = Math.max(leastName, width - indent.length - numbers.reduce((sum, each) => sum + each, 0));
  const [head = '', ...body] = setColumns(
    lines.map(([name = '', ...rest]) => [fitColumns(name, room), ...rest]),
    (column) => column > 0,
    gap,
  );
  const left = rows.length - shown.length;
  return [
    `${indent}${paint('dim', head)}`,
    ...body.map((line) => `${indent}${line}`),
    ...(left > 0 ? [`${indent}… ${left} more in the other formats of this report`] : []),
  ];
}
