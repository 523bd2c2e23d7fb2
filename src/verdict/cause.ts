import type { Finding } from '../model/finding.ts';
import type { Latency, Observation } from '../model/observation.ts';
import type { ErrorKind } from '../model/outcome.ts';
import type { Limit } from '../model/policy.ts';

/** How operations end that a stuck or dying service did not answer. */
const cutKinds: readonly ErrorKind[] = ['timeout', 'reset', 'refused'];
/** Hangs that burn CPU time for nothing. */
const burning: ReadonlySet<string> = new Set(['hang.spin', 'hang.livelock']);
const quantiles: readonly (readonly [share: number, name: 'p50' | 'p75' | 'p90' | 'p95' | 'p99' | 'p999'])[] = [
  [0.5, 'p50'],
  [0.75, 'p75'],
  [0.9, 'p90'],
  [0.95, 'p95'],
  [0.99, 'p99'],
  [0.999, 'p999'],
];

/** The death or the hang that other things that went wrong may only follow from; null for a service that neither died nor got stuck. */
export function findCause(findings: readonly Finding[]): Finding | null {
  const broken = findings.filter(({ kind }) => kind === 'broken');
  return broken.find(({ id }) => id === 'crash') ?? broken.find(({ id }) => id.startsWith('hang.')) ?? null;
}

/**
 * Whether a limit that the reference load broke would have been kept without the operations that were cut off. They waited longest of
 * all: the quantiles of the others lie so much further down among the known ones. Where all were cut off nothing is left that could be
 * slow. The doubt is the service's, which is red already.
 */
export function isOnlyAftermath(cause: Finding, { metric, max }: Limit, steady: Observation): boolean {
  const { requests, errors, errorKinds, responseMs } = steady.total;
  const cut = cutKinds.reduce((sum, kind) => sum + (errorKinds[kind] ?? 0), 0);
  if (metric === 'cpu' || metric === 'cpu-per-operation') return burning.has(cause.id) && steady.ended === 'stopped';
  if (cut === 0) return false;
  if (metric === 'errors') return (100 * Math.max(0, errors - cut)) / Math.max(1, requests - cut) <= max;
  const left = metric === 'mean' ? meanWithout(responseMs, cut) : quantileWithout(responseMs, cut, metric);
  return left !== null && left <= max;
}

/** A quantile when the `cut` longest are left out, at the least; null for what is none. */
function quantileWithout(latency: Latency, cut: number, metric: string): number | null {
  const share = quantiles.find(([, name]) => name === metric)?.[0];
  if (share === undefined) return null;
  if (latency.count <= cut) return 0;
  const place = (share * (latency.count - cut)) / latency.count;
  const below = quantiles.findLast(([at, name]) => at <= place && latency[name] !== null);
  return below === undefined ? latency.min : latency[below[1]];
}

/** The mean when `cut` as long as the longest are left out: at the least. */
function meanWithout({ count, mean, max }: Latency, cut: number): number | null {
  if (mean === null || max === null) return null;
  return count <= cut ? 0 : Math.max(0, count * mean - cut * max) / (count - cut);
}
