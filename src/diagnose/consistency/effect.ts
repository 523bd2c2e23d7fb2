import type { Act } from '../../model/history.ts';

/** An act, and when it can have taken effect, in milliseconds on the engine's clock. */
export interface Effect {
  readonly act: Act;
  /** Its call; of a read that may see what is old, by so much sooner. */
  readonly earliestMs: number;
  /** Its return; infinite where nobody knows whether it ever took effect. */
  readonly latestMs: number;
}

/** Whether it is known to have taken effect. */
export function isCertain({ latestMs }: Effect): boolean {
  return latestMs !== Number.POSITIVE_INFINITY;
}

export function byStart(a: Effect, b: Effect): number {
  return compare(a.earliestMs, b.earliestMs);
}

export function byEnd(a: Effect, b: Effect): number {
  return compare(a.latestMs, b.latestMs);
}

/** In ascending order; infinities, whose difference is no number, among them. */
export function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
