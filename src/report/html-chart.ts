import type { Window } from '../model/observation.ts';
import { printDuration } from '../units/print.ts';
import { escapeHtml } from './escape.ts';
import { rate } from './value.ts';

/** The picture's own units: it is stretched to the room there is, so all words stand beside it. */
const size = { width: 1_000, height: 100, edge: 2 };
const mostPoints = 600;

interface Series {
  readonly name: string;
  readonly style: 'first' | 'second';
  readonly values: readonly (number | null)[];
  readonly print: (value: number) => string;
}

/** Rate and p95 over the measured time, as two small pictures with the same time axis; nothing for fewer than two windows. */
export function seriesCharts(windows: readonly Window[]): string {
  const shown = thinned(windows.filter((window) => Number.isFinite(window.startMs) && window.durationMs > 0));
  if (shown.length < 2) return '';
  const throughput: Series = {
    name: 'operations per second',
    style: 'first',
    values: shown.map((window) => (1_000 * window.requests) / window.durationMs),
    print: rate,
  };
  const p95: Series = { name: 'p95', style: 'second', values: shown.map((window) => window.p95Ms), print: printDuration };
  return [throughput, p95].map((series) => chart(series, shown)).join('\n');
}

function chart({ name, style, values, print }: Series, windows: readonly Window[]): string {
  const known = values.filter((value) => value !== null && Number.isFinite(value)).map(Number);
  if (known.length < 2) return '';
  const top = Math.max(...known) || 1;
  const first = windows[0]?.startMs ?? 0;
  const last = Math.max(first + 1, windows.at(-1)?.startMs ?? 0);
  const x = (ms: number): string => scaled(0, size.width, (ms - first) / (last - first));
  const y = (value: number): string => scaled(size.height - size.edge, size.edge, value / top);
  const lines = runs(values).map((run) => run.map((at) => `${x(windows[at]?.startMs ?? 0)},${y(values[at] ?? 0)}`).join(' '));
  const said = `${name}: ${print(Math.min(...known))} to ${print(top)} in ${known.length} windows`;
  const level = (at: number): string => `<line x1="0" y1="${at}" x2="${size.width}" y2="${at}"/>`;
  return [
    `<figure><figcaption>${escapeHtml(said)}</figcaption>`,
    `<div class="scale"><div>${escapeHtml(print(top))}</div><div>0</div></div>`,
    `<svg viewBox="0 0 ${size.width} ${size.height}" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(said)}">`,
    level(size.edge),
    level(size.height - size.edge),
    ...lines.map((points) => `<polyline class="${style}" points="${points}"/>`),
    `</svg><div class="time"><div>0 s</div><div>${escapeHtml(printDuration(last - first))}</div></div></figure>`,
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
