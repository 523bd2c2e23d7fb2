import { printSize } from './paired/tell.ts';
import { telling } from './paired/standing.ts';
import type { Scaled } from './compare-effect.ts';

/** One weighed metric, as far as it matters for the whole. */
export interface Weighty {
  readonly of: Scaled;
  readonly weighed: {
    readonly estimate: number;
    readonly interval: readonly [low: number, high: number] | null;
    readonly spread: number | null;
    readonly detectable: number | null;
  };
  /** Whether it is known not to be worse. */
  readonly clear: boolean;
}

/** How far a worsening stands out of its noise. */
export function surenessOf({ estimate, spread }: Weighty['weighed']): number {
  return spread === null || spread === 0 ? Number.MAX_VALUE : estimate / spread;
}

/** `, and so is one more metric`; empty for none. */
export function tellMore(more: number): string {
  return more === 0 ? '' : `, and so ${more === 1 ? 'is one more metric' : `are ${more} more metrics`}`;
}

/** `Nothing got worse`, or as much of it as is true where something probably did, by less than counts; `besides` what was accepted. */
export function tellNothing(all: readonly Weighty[], than: string, besides: boolean): string {
  const isWorse = all.some(({ weighed: { interval } }) => interval !== null && interval[0] > 0);
  return `Nothing ${besides ? 'else ' : ''}got worse than ${than}${isWorse ? ' by its margin' : ''}`;
}

/** Of the numbers that tell the smallest worsening that would have been seen; empty where none would. */
export function tellSeen(all: readonly Weighty[]): string {
  const [best] = all
    .flatMap(({ of, weighed: { detectable }, clear }) =>
      clear && detectable !== null && telling.has(of.metric.name) ? [{ of, detectable }] : [],
    )
    .toSorted((a, b) => a.detectable - b.detectable);
  return best === undefined ? '' : `: a worsening of ${best.of.metric.name} by ${printSize(best.detectable, best.of)} would have been seen`;
}

/** What is not known of the rest; empty where all is. */
export function tellOpen(all: readonly Weighty[]): string {
  const names = all.filter(({ clear }) => !clear).map(({ of }) => of.metric.name);
  return names.length === 0 ? '' : ` Could not be told: ${names.join(', ')}.`;
}
