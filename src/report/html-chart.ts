import type { Window } from '../model/observation.ts';
import { printCount, printDuration } from '../units/print.ts';
import { escapeHtml } from './escape.ts';

const size = { width: 640, height: 120, left: 64, right: 12, top: 14, bottom: 20 };
const mostPoints = 600;

interface Series {
  readonly name: string;
  readonly style: '' | 'second';
  readonly values: readonly (number | null)[];
  readonly print: (value: number) => string;
}

/** Rate and p95 over the measured time, as two small pictures with the same time axis; nothing for fewer than two windows. */
export function seriesCharts(windows: readonly Window[]): string {
  const shown = thinned(windows.filter((window) => Number.isFinite(window.startMs) && window.durationMs > 0));
  if (shown.length < 2) return '';
  const rate: Series = {
    name: 'operations per second',
    style: '',
    values: shown.map((window) => (1_000 * window.requests) / window.durationMs),
    print: (value) => `${printCount(value)}/s`,
  };
  const p95: Series = { name: 'p95', style: 'second', values: shown.map((window) => window.p95Ms), print: printDuration };
  return [rate, p95].map((series) => chart(series, shown)).join('\n');
}

function chart({ name, style, values, print }: Series, windows: readonly Window[]): string {
  const known = values.filter((value) => value !== null && Number.isFinite(value)).map(Number);
  if (known.length < 2) return '';
  const top = Math.max(...known) || 1;
  const first = windows[0]?.startMs ?? 0;
  const last = Math.max(first + 1, windows.at(-1)?.startMs ?? 0);
  const x = (ms: number): string => scaled(size.left, size.width - size.right, (ms - first) / (last - first));
  const y = (value: number): string => scaled(size.height - size.bottom, size.top, value / top);
  const lines = runs(values).map((run) => run.map((at) => `${x(windows[at]?.startMs ?? 0)},${y(values[at] ?? 0)}`).join(' '));
  const said = `${name}: ${print(Math.min(...known))} to ${print(top)} in ${known.length} windows`;
  const foot = size.height - size.bottom;
  return [
    `<figure><svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escapeHtml(said)}">`,
    `<line x1="${size.left}" y1="${foot}" x2="${size.width - size.right}" y2="${foot}"/>`,
    `<line x1="${size.left}" y1="${size.top}" x2="${size.width - size.right}" y2="${size.top}" stroke-dasharray="2 4"/>`,
    `<text x="${size.left - 6}" y="${size.top + 4}" text-anchor="end">${escapeHtml(print(top))}</text>`,
    `<text x="${size.left - 6}" y="${foot + 4}" text-anchor="end">0</text>`,
    `<text x="${size.left}" y="${size.height - 4}">0 s</text>`,
    `<text x="${size.width - size.right}" y="${size.height - 4}" text-anchor="end">${escapeHtml(printDuration(last - first))}</text>`,
    ...lines.map((points) => `<polyline class="${style}" points="${points}"/>`),
    `</svg><figcaption>${escapeHtml(said)}</figcaption></figure>`,
  ].join('\n');
}

/** Indices of values that are known and follow one another: a gap breaks the line. */
function runs(values: readonly (number | null)[]): readonly (readonly number[])[] {
  const result: number[][] = [[]];
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) result.push([]);
    else result.at(-1)?.push(index);
  });
  return result.filter((run) => run.length > 0);
}

function thinned(windows: readonly Window[]): readonly Window[] {
  const step = Math.ceil(windows.length / mostPoints);
  return step <= 1 ? windows : windows.filter((_, index) => index % step === 0);
}

function scaled(from: number, to: number, share: number): string {
  return (from + (to - from) * Math.min(1, Math.max(0, share))).toFixed(1);
}
