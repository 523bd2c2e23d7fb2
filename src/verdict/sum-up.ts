import { printSize } from './paired/tell.ts';
import { telling } from './paired/standing.ts';
import type { Scaled } from './compare-effect.ts';
import { isClear, type Weighed } from './weighed.ts';

/** One weighed metric, as far as it matters for the whole. */
export interface Weighty<Of extends Scaled = Scaled> {
  readonly of: Of;
  readonly weighed: Weighed;
  /** What it comes to, which may be less than its numbers say. */
  readonly kind: Weighed['kind'];
}

/** Whether it is no more judged: whether an accepted metric got worse need not be known. */
export function isLetPass({ of, kind }: Weighty, accepted: ReadonlySet<string>): boolean {
  return accepted.has(of.metric.name) && !isClear(kind);
}

/**
 * Whether one of the numbers that tell is known not to be worse, or to be worse as is accepted: of a machine that can tell none of them a
 * pass would be a guess.
 */
export function isTold(all: readonly Weighty[], accepted: ReadonlySet<string>): boolean {
  return all.some(({ of: { metric }, kind }) => {
    return telling.has(metric.name) && (isClear(kind) || (accepted.has(metric.name) && kind === 'regression'));
  });
}

/** What got worse, the surest first. */
export function regressionsOf<Of extends Scaled>(all: readonly Weighty<Of>[]): readonly Weighty<Of>[] {
  return all.filter(({ kind }) => kind === 'regression').toSorted((a, b) => surenessOf(b.weighed) - surenessOf(a.weighed));
}

/** How far a worsening stands out of its noise. */
function surenessOf({ estimate, spread }: Weighed): number {
  return spread === null || spread === 0 ? Number.MAX_VALUE : estimate / spread;
}

/** `p95 is 12 % worse than before (9 % to 15 %)`. */
export function tellWorse({ of, weighed: { estimate, interval } }: Weighty, than: string): string {
  const range = interval === null ? '' : ` (${printSize(interval[0], of)} to ${printSize(interval[1], of)})`;
  return `${of.metric.name} is ${printSize(estimate, of)} worse than ${than}${range}`;
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
    .flatMap(({ of, weighed: { detectable }, kind }) =>
      isClear(kind) && detectable !== null && telling.has(of.metric.name) ? [{ of, detectable }] : [],
    )
    .toSorted((a, b) => a.detectable - b.detectable);
  return best === undefined ? '' : `: a worsening of ${best.of.metric.name} by ${printSize(best.detectable, best.of)} would have been seen`;
}

/** What is not known of the rest; empty where all is. */
export function tellOpen(all: readonly Weighty[]): string {
  const names = all.filter(({ kind }) => !isClear(kind)).map(({ of }) => of.metric.name);
  return names.length === 0 ? '' : ` Could not be told: ${names.join(', ')}.`;
}
