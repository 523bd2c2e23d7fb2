import type { Window } from '../model/observation.ts';
import type { SteadyState } from '../stats/steady-state.ts';

/** What is a change to anybody: both a tenth and a millisecond, below which a machine's own wake-ups are as large. */
export const leastShare = 0.1;
export const leastMs = 1;

/** Two levels of the window medians. */
export interface Swing {
  /** `changed`: from one to the other; `restless`: to and fro, from the lower to the higher. */
  readonly kind: 'changed' | 'restless';
  readonly fromMs: number;
  readonly toMs: number;
  /** Into the measured time; null for what came little by little, or came and went. */
  readonly atMs: number | null;
  /** How long the level that lasted less did last; of many stays on a level the shortest. */
  readonly lastedMs: number;
}

/** The levels of an unsteady series of windows, whose medians were given as logarithms; null for one that is not known to be unsteady. */
export function swingOf(state: SteadyState, windows: readonly Window[]): Swing | null {
  const widthMs = windows[0]?.durationMs ?? 0;
  switch (state.kind) {
    case 'unknown':
    case 'steady':
      return null;
    case 'changed':
      return {
        kind: 'changed',
        fromMs: Math.exp(state.first),
        toMs: Math.exp(state.last),
        atMs: state.at === null ? null : (windows[state.at]?.startMs ?? null),
        lastedMs: state.shorterSide * widthMs,
      };
    case 'restless':
      return {
        kind: 'restless',
        fromMs: Math.exp(state.low),
        toMs: Math.exp(state.high),
        atMs: null,
        lastedMs: state.shortestStay * widthMs,
      };
    default:
      return state satisfies never;
  }
}

/** From the first level to the second, in percent; negative for a fall. */
export function swingPercent({ fromMs, toMs }: Swing): number {
  return 100 * (toMs / fromMs - 1);
}

/** Whether anybody would care for the two levels, when this share of the higher one may not be the service's. */
export function matters({ fromMs, toMs }: Swing, doubtfulShare: number): boolean {
  const low = Math.min(fromMs, toMs);
  const high = Math.max(fromMs, toMs) * (1 - doubtfulShare);
  return high - low >= leastMs && high >= low * (1 + leastShare);
}
