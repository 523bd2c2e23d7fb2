import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Paint } from './paint.ts';
import { joined, plain, words } from './phrase.ts';
import { propertyOutcome, propertyRows } from './properties.ts';
import { columns, fitColumns, pad, wrap } from './width.ts';

const indent = '  ';
const gap = '  ';
const [mostName, mostTried] = [25, 14];
const outcomeColumns = 10;

/** What became of each property, a row each; what broke stands above with its evidence, so here only the smallest load that fails. */
export function terminalProperties(run: Run, verdict: Verdict, width: number, paint: Paint): readonly string[] {
  const rows = propertyRows(run, verdict);
  if (rows.length === 0) return [];
  const short = rows.map(
    ({ name, tried }) => [fitColumns(plain(name), mostName), fitColumns(tried === '' ? '–' : tried, mostTried)] as const,
  );
  const [nameColumns, triedColumns] = [
    Math.max(columns('property'), ...short.map(([name]) => columns(name))),
    Math.max(columns('tried'), ...short.map(([, tried]) => columns(tried))),
  ];
  const set = (name: string, outcome: string, tried: string): string =>
    [indent + pad(name, nameColumns), pad(outcome, outcomeColumns), pad(tried, triedColumns, 'left'), ''].join(gap);
  const before = columns(set('', '', ''));
  const lines = rows.flatMap(({ kind, found, smallest, isTold }, index) => {
    const [name = '', tried = ''] = short[index] ?? [];
    const isShort = kind === 'broken' && smallest.length > 0;
    const said = isShort ? joined([...words(isTold ? '' : 'smallest failing load: '), ...smallest]) : found;
    const [first = '', ...others] = wrap(plain(said), width - before);
    return [
      `${set(name, kind === null ? '–' : propertyOutcome[kind], tried)}${first}`.trimEnd(),
      ...others.map((line) => `${' '.repeat(before)}${line}`),
    ];
  });
  return [paint('dim', `${set('property', 'outcome', 'tried')}what was found`), ...lines];
}
