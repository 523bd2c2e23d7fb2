import type { Comparison } from '../model/comparison.ts';
import { escapeHtml } from './escape.ts';
import { plain } from './phrase.ts';
import { heightOf, type Trend } from './trend.ts';
import { counted, value } from './value.ts';

/** The picture's own units. */
const size = { width: 240, height: 40, edge: 3 };

const ourUnits: ReadonlySet<string> = new Set(['ms', 'bytes', '%', 'count', 'cores', '/s']);

/** A metric over the runs as a small line, this run last, on its own scale; behind it how far runs of the same code lie apart. */
export function htmlTrend(trend: Trend, comparison: Comparison): string {
  const { values } = trend;
  const step = size.width / Math.max(1, values.length - 1);
  const lines = linesOf(values).map((line) => line.map((at) => `${(at * step).toFixed(1)},${y(values[at] ?? 0, trend)}`).join(' '));
  return [
    `<svg class="trend" viewBox="0 0 ${size.width} ${size.height}" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(said(trend, comparison))}">`,
    band(trend, comparison),
    ...lines.map((points) => `<polyline class="first" points="${points}"/>`),
    '</svg>',
  ].join('');
}

function band(trend: Trend, { before, changeIn, noisePercent: noise }: Comparison): string {
  if (before === null || noise === null) return '';
  const away = changeIn === 'points' ? noise : (Math.abs(before) * noise) / 100;
  if (!Number.isFinite(away) || !Number.isFinite(before)) return '';
  const [top, bottom] = [y(before + away, trend), y(before - away, trend)];
  return `<polygon class="noise" points="0,${top} ${size.width},${top} ${size.width},${bottom} 0,${bottom}"/>`;
}

function y(number: number, trend: Trend): string {
  return (size.height - size.edge - heightOf(number, trend) * (size.height - 2 * size.edge)).toFixed(1);
}

/** Foreign text never stands in an attribute: of a unit that is not ours only how many runs there are. */
function said({ values }: Trend, { unit }: Comparison): string {
  const runs = `${counted(values.length, 'run')}, this one last`;
  if (!ourUnits.has(unit)) return runs;
  const known = values.filter((each) => !Number.isNaN(each));
  const print = (number: number): string => plain(value(number, unit));
  return `${runs}: ${print(Math.min(...known))} to ${print(Math.max(...known))}`;
}

/** Places of values that follow one another: a gap breaks the line, and what stands alone is a dot. */
function linesOf(values: readonly number[]): readonly (readonly number[])[] {
  const lines: number[][] = [[]];
  values.forEach((each, at) => {
    if (Number.isNaN(each)) lines.push([]);
    else lines.at(-1)?.push(at);
  });
  return lines.filter((line) => line.length > 0).map((line) => (line.length === 1 ? [...line, ...line] : line));
}
