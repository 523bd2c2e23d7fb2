import type { Metric } from '../../model/metric.ts';
import type { RunAlone } from '../../model/run.ts';
import { excuse, excuseUnsteady, percentWithoutTimeouts } from '../blame.ts';
import { findCause } from '../cause.ts';

/** Why a metric that is worse than `before` is not held against the service, in a sentence; null where it is. */
export function findExcuse(metric: Metric, before: number, run: RunAlone): string | null {
  const cause = run.steady.ended === 'stopped' ? findCause(run.findings) : null;
  // A load that the service did not live through, or got stuck in, is no measure of the load it carries.
  if (cause !== null) return `Explained by ${cause.id}.`;
  const explains = isExplained(metric, before, run);
  // Errors do not come and go with the time an answer takes.
  return excuse(run.self, explains) ?? (metric.name === 'errors' ? null : excuseUnsteady(run.findings, explains));
}

/** Whether a metric is no worse than before once the most is taken off that trouble of our own can have added to each response. */
function isExplained({ name, value, worse }: Metric, before: number, { steady }: RunAlone): (mostShare: number) => boolean {
  if (name === 'errors') return () => percentWithoutTimeouts(steady.total) <= before;
  // In a closed loop the rate falls as response times grow, by the same factor at most.
  return (share) => (worse === 'higher' ? value * (1 - share) <= before : value >= before * (1 - share));
}
