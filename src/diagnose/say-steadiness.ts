import type { Observation, Warmup, Window } from '../model/observation.ts';
import { median } from '../stats/median.ts';
import { quantile } from '../stats/quantile.ts';
import { printDuration, printPercent } from '../units/print.ts';
import { swingPercent, type Swing } from './swing.ts';

/** Up to this spread all windows are spoken of; beyond it nine in ten, because a burst is no news. */
const closeShare = 0.1;
const usualShare = 0.9;
const mostShown = 20;

/** What a steady service did: `Steady after 1.8 s of warm-up: the median of 20 windows stayed within ±4 %`. */
export function sayCalm({ durationMs, steady }: Warmup, windows: readonly Window[]): string {
  const took = printDuration(durationMs);
  const begun =
    steady === null ? 'Steady' : steady ? `Steady after ${took} of warm-up` : `Steady, though not before ${took} of warm-up were over`;
  return `${begun}: ${saySpread(windows)}`;
}

function saySpread(windows: readonly Window[]): string {
  const medians = mediansOf(windows);
  const middle = median(medians);
  const shares = medians.map((value) => Math.abs(value / middle - 1));
  const all = Math.max(...shares);
  if (all <= closeShare) return `the median of ${medians.length} windows stayed within ±${printPercent(100 * all)}`;
  return `no lasting change, and nine in ten of ${medians.length} windows had a median within ±${printPercent(100 * quantile(shares, usualShare))}`;
}

/** What an unsteady service did, to follow `the`: `median rose by 38 % over 10 s, from 4.1 ms to 5.7 ms`. */
export function saySwing(swing: Swing, durationMs: number): string {
  const from = printDuration(swing.fromMs);
  const to = printDuration(swing.toMs);
  const over = printDuration(durationMs);
  if (swing.kind === 'restless') return `median went to and fro between ${from} and ${to} over ${over}`;
  const percent = swingPercent(swing);
  return `median ${percent < 0 ? 'fell' : 'rose'} by ${printPercent(Math.abs(percent))} over ${over}, from ${from} to ${to}`;
}

/** The medians one after another, and where they changed; a line each. */
export function tellMedians({ warmup }: Observation, windows: readonly Window[], swing: Swing | null): readonly string[] {
  const answered = windows.filter(({ p50Ms }) => p50Ms !== null).length;
  return [
    ...(swing === null ? [] : [tellWhere(swing)]),
    ...(windows.length === 0
      ? []
      : [
          tellSeries(
            `windows of ${printDuration(windows[0]?.durationMs ?? 0)}`,
            windows.map(({ p50Ms }) => p50Ms),
          ),
        ]),
    ...(answered === windows.length ? [] : [`${windows.length - answered} of ${windows.length} windows had no answer`]),
    ...(warmup.p50sMs.length === 0 ? [] : [tellSeries(`warm-up, blocks of ${printDuration(warmup.blockMs)}`, warmup.p50sMs)]),
    ...(warmup.steady === false ? [`the warm-up ended after ${printDuration(warmup.durationMs)} without a steady state`] : []),
  ];
}

function tellWhere({ kind, fromMs, toMs, atMs, lastedMs }: Swing): string {
  if (kind === 'restless') return `each whole stay on a level lasted ${printDuration(lastedMs)} or longer`;
  const faster = toMs < fromMs ? ': it was still becoming faster' : '';
  return atMs === null
    ? `the change came little by little${faster}`
    : `the change came ${printDuration(atMs)} into the measured time${faster}`;
}

/** The newest of a series: `windows of 500 ms: 4.1 ms, 4.2 ms, –, 5.7 ms`. */
function tellSeries(name: string, p50sMs: readonly (number | null)[]): string {
  const left = p50sMs.length > mostShown ? '…, ' : '';
  const shown = p50sMs.slice(-mostShown).map((p50Ms) => (p50Ms === null ? '–' : printDuration(p50Ms)));
  return `${name}: ${left}${shown.join(', ')}`;
}

function mediansOf(windows: readonly Window[]): readonly number[] {
  return windows.flatMap(({ p50Ms }) => (p50Ms === null || p50Ms <= 0 ? [] : [p50Ms]));
}
