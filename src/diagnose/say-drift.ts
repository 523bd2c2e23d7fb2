import { printBytes, printDuration, printPercent } from '../units/print.ts';
import type { Drift } from './drift.ts';

const names: Readonly<Record<Drift['of'], string>> = {
  p50: 'p50',
  p95: 'p95',
  'cpu-per-operation': 'CPU time per operation',
  rss: 'memory',
};

/** A drift that somebody must hear of: `p95 rose by 62 % over 24 s, from 12 ms to 19.4 ms`. */
export function sayDrift(drift: Drift): string {
  const { of, during, durationMs, first, percent } = drift;
  const print = of === 'rss' ? printBytes : printDuration;
  const over = `over ${printDuration(durationMs)}${during === 'sustained' ? ' of sustained load' : ''}`;
  const way = percent < 0 ? 'fell' : 'rose';
  return `${names[of]} ${way} by ${printPercent(Math.abs(percent))} ${over}, from ${print(first)} to ${print(first * (1 + percent / 100))}`;
}

/** A drift with what is known of it: `p95 rose by 3 % over 24 s, from 12 ms to 12.4 ms; 95 % interval −5 % to +12 %, 20 windows`. */
export function tellDrift(drift: Drift): string {
  const { during, interval, windows } = drift;
  const parts = during === 'sustained' ? 'batches' : 'windows';
  return `${sayDrift(drift)}; 95 % interval ${signed(interval[0])} to ${signed(interval[1])}, ${windows} ${parts}`;
}

function signed(percent: number): string {
  return `${percent < 0 ? '−' : '+'}${printPercent(Math.abs(percent))}`;
}
