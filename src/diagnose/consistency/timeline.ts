import type { Act, Deed } from '../../model/history.ts';
import { compare } from './effect.ts';
import { quote } from './name.ts';

const mostLine = 100;
const mostLabel = 50;
const barWidth = 26;
const mostValue = 12;
const mostOperation = 12;

/**
 * Operations in the order of their calls, a line of at most 100 characters each: who did what, a bar over an axis that all lines share,
 * and when it was called and answered, in milliseconds since the first call.
 *
 *     user 3 add: added 1, told 5    [====]                       0.00-4.20
 *     user 7 get: read "4"                      [=======]         5.10-8.31
 */
export function drawTimeline(acts: readonly Act[]): readonly string[] {
  const ordered = acts.toSorted((a, b) => compare(a.calledAtMs, b.calledAtMs));
  const startMs = ordered[0]?.calledAtMs ?? 0;
  const spanMs = ordered.reduce((most, act) => Math.max(most, endOf(act) - startMs), 0);
  const labels = ordered.map(({ user, operation, deed }) =>
    `user ${user} ${quote(operation, mostOperation).slice(1, -1)}: ${sayDeed(deed)}`.slice(0, mostLabel),
  );
  const width = Math.max(0, ...labels.map(({ length }) => length));
  const digits = spanMs < 10 ? 3 : spanMs < 1_000 ? 2 : spanMs < 100_000 ? 1 : 0;
  const print = (ms: number): string => (Number.isFinite(ms) ? (ms - startMs).toFixed(digits) : '?');
  return ordered.map((act, index) => {
    const times = `${print(act.calledAtMs)}-${print(act.returnedAtMs)}`;
    return `${(labels[index] ?? '').padEnd(width)}  ${drawBar(act, startMs, spanMs).padEnd(barWidth)}  ${times}`.slice(0, mostLine);
  });
}

/** The last moment of an act that is known. */
function endOf({ calledAtMs, returnedAtMs }: Act): number {
  return Number.isFinite(returnedAtMs) ? returnedAtMs : calledAtMs;
}

function drawBar(act: Act, startMs: number, spanMs: number): string {
  const columnOf = (ms: number): number => (spanMs > 0 ? Math.round(((ms - startMs) / spanMs) * (barWidth - 1)) : 0);
  const from = columnOf(act.calledAtMs);
  if (!Number.isFinite(act.returnedAtMs)) return `${' '.repeat(from)}${'['.padEnd(barWidth - 1 - from, '=')}>`.slice(0, barWidth);
  const to = columnOf(act.returnedAtMs);
  const bar = to === from ? '|' : `[${'='.repeat(to - from - 1)}]`;
  return `${' '.repeat(from)}${bar}`;
}

function sayDeed(deed: Deed): string {
  switch (deed.kind) {
    case 'write':
      return `wrote ${quote(deed.value, mostValue)}`;
    case 'read':
      return deed.value === null ? 'read nothing' : `read ${quote(deed.value, mostValue)}`;
    case 'increment':
      return `added ${deed.by}${deed.after === null ? '' : `, told ${deed.after}`}`;
    case 'compare-and-set': {
      const expected = quote(deed.expected, mostValue);
      if (deed.swapped === false) return `found no ${expected}`;
      return `${deed.swapped === true ? 'set' : 'may have set'} ${expected} to ${quote(deed.value, mostValue)}`;
    }
    case 'append':
      return `appended ${quote(deed.value, mostValue)}`;
    default:
      return deed satisfies never;
  }
}
