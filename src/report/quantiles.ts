import type { Latency } from '../model/observation.ts';
import { printCount } from '../units/print.ts';
import type { Paint } from './paint.ts';
import { setColumns } from './terminal-columns.ts';
import { columns } from './width.ts';

/** A named distribution, a line of the table. */
export interface Line {
  readonly name: string;
  readonly latency: Latency;
}

const names = ['min', 'mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'p999', 'max'] as const;
type Name = (typeof names)[number];

/** What a narrow terminal goes without, first what tells least. */
const dispensable: readonly Name[] = ['p75', 'p90', 'min', 'p999', 'mean', 'max', 'p99', 'p50'];
const unknown = '–';
const indent = '  ';

/**
 * Distributions as a table in milliseconds, one unit for all, so that its lines can be compared at a glance. A quantile that the
 * count does not support is a dash. Columns are left out until the rest is no wider than the terminal.
 */
export function quantileTable(lines: readonly Line[], width: number, paint: Paint): readonly string[] {
  for (let without = 0; without <= dispensable.length; without += 1) {
    const left = dispensable.slice(0, without);
    const shown = names.filter((name) => !left.includes(name));
    const cells = [['ms', ...shown], ...lines.map(({ name, latency }) => [name, ...shown.map((each) => printMs(latency[each]))])];
    const [head = '', ...rows] = setColumns(cells, (column) => column > 0, indent).map((line) => `${indent}${line}`);
    if ([head, ...rows].every((line) => columns(line) <= width)) return [paint('dim', head), ...rows];
  }
  return [];
}

function printMs(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return unknown;
  if (ms >= 99.5) return printCount(ms);
  return ms.toFixed(ms >= 9.95 ? 1 : ms >= 0.9995 ? 2 : 3);
}
