import type { Metric } from '../model/metric.ts';
import type { Observation } from '../model/observation.ts';
import { median } from '../stats/median.ts';

/** What one process of a pair was seen to do in one block. */
export interface BlockSeen {
  readonly observation: Observation;
  readonly cpuMsPerOperation: number | null;
}

/** What is seen of one process of a pair as a whole. */
export interface ProcessSeen {
  /** Null for one that somebody else started. */
  readonly readyMs: number | null;
  /** Highest resident memory; null where nobody could see. */
  readonly rssBytes: number | null;
  /** Of all its blocks together; null where too few requests support it. */
  readonly p99Ms: number | null;
}

/** The two sides of a pair, as far as both have each metric. */
export interface PairMetrics {
  readonly base: readonly Metric[];
  readonly head: readonly Metric[];
}

const ofBlocks: readonly (readonly [name: string, unit: string, worse: Metric['worse'], of: (seen: BlockSeen) => number | null])[] = [
  ['mean', 'ms', 'higher', ({ observation }) => observation.total.responseMs.mean],
  ['p50', 'ms', 'higher', ({ observation }) => observation.total.responseMs.p50],
  ['p95', 'ms', 'higher', ({ observation }) => observation.total.responseMs.p95],
  ['throughput', '/s', 'lower', ({ observation }) => closedRate(observation)],
  ['cpu-per-operation', 'ms', 'higher', ({ cpuMsPerOperation }) => cpuMsPerOperation],
];

/**
 * One number a metric and side. What varies from block to block is compared within each: the head's number is the base's median times
 * the median of the blocks' ratios, because both halves of a block met the same machine.
 */
export function pairMetrics(
  blocks: readonly { readonly base: BlockSeen; readonly head: BlockSeen }[],
  processes: { readonly base: ProcessSeen; readonly head: ProcessSeen },
): PairMetrics {
  const both = [
    ...ofBlocks.flatMap(([name, unit, worse, of]) => {
      const known = blocks.flatMap(({ base, head }) => {
        const [before, after] = [of(base), of(head)];
        return before === null || after === null || before <= 0 || after <= 0 ? [] : [{ before, after }];
      });
      if (known.length === 0) return [];
      const before = median(known.map((block) => block.before));
      const after = before * Math.exp(median(known.map((block) => Math.log(block.after / block.before))));
      return [{ name, unit, worse, before, after }];
    }),
    ...ofProcess('p99', 'ms', processes.base.p99Ms, processes.head.p99Ms),
    ...ofProcess('rss', 'bytes', processes.base.rssBytes, processes.head.rssBytes),
    ...ofProcess('startup', 'ms', processes.base.readyMs, processes.head.readyMs),
    ...ofProcess('errors', '%', errorsOf(blocks.map(({ base }) => base)), errorsOf(blocks.map(({ head }) => head))),
  ];
  return {
    base: both.map(({ name, unit, worse, before }) => ({ name, unit, worse, value: before })),
    head: both.map(({ name, unit, worse, after }) => ({ name, unit, worse, value: after })),
  };
}

interface Both {
  readonly name: string;
  readonly unit: string;
  readonly worse: Metric['worse'];
  readonly before: number;
  readonly after: number;
}

function ofProcess(name: string, unit: string, before: number | null, after: number | null): readonly Both[] {
  return before === null || after === null ? [] : [{ name, unit, worse: 'higher', before, after }];
}

/**
 * Operations a second of a closed load, by Little's law: its users over the time each takes for an operation and thinks. Counted in a half
 * of two or three operations a user it would go in steps.
 */
function closedRate({ scenario, total, averageRatePerSecond }: Observation): number | null {
  if (scenario.model !== 'closed') return averageRatePerSecond;
  const { mean } = total.responseMs;
  return mean === null ? null : (1_000 * scenario.users) / (mean + scenario.thinkMs);
}

/** Percent of all blocks' operations that failed. */
function errorsOf(seen: readonly BlockSeen[]): number | null {
  const requests = seen.reduce((sum, { observation }) => sum + observation.total.requests, 0);
  const errors = seen.reduce((sum, { observation }) => sum + observation.total.errors, 0);
  return requests === 0 ? null : (100 * errors) / requests;
}
