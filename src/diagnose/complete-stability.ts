import type { Finding } from '../model/finding.ts';
import type { Metric } from '../model/metric.ts';
import type { Limit } from '../model/policy.ts';
import type { ResourceUse } from '../model/reading.ts';
import type { PhaseResources } from '../model/run.ts';
import { printValue } from '../units/print.ts';

/** What is known of a service's stability beside the scenarios that were searched. */
export interface Beside {
  /** Whether throughput still grows with users; null where nobody looked. */
  readonly scaling: Finding | null;
  readonly limits: readonly Limit[];
  readonly resources: readonly PhaseResources[];
  /** Of the reference load. */
  readonly metrics: readonly Metric[];
}

/** What was held in the scenarios of the search, and may be no more than so much. */
interface Held {
  readonly limit: Limit;
  readonly most: number;
}

/** The most of each resource that a limit names and that is as much for any load; CPU time is limited under the reference load alone. */
const mostOf: Readonly<Record<string, (use: ResourceUse) => number | null>> = {
  rss: ({ peakRssBytes, rssBytes }) => peakRssBytes ?? rssBytes.max,
  threads: ({ threads }) => threads?.max ?? null,
  descriptors: ({ descriptors }) => descriptors?.max ?? null,
};
const names: Readonly<Record<string, string>> = { rss: 'peak memory', threads: 'threads', descriptors: 'descriptors' };

/**
 * The finding of the search for stability, with the rest of what that asks: throughput that does not fall as users grow, and resources
 * within their limits. What a finding of its own tells is referred to, so that no cause is told twice.
 */
export function completeStability(finding: Finding, beside: Beside): Finding {
  const { scaling, metrics } = beside;
  const held = heldIn(beside);
  const evidence = [
    ...finding.evidence,
    ...(scaling === null ? [] : [`as users grow: ${scaling.sentence}`]),
    ...(held.length === 0 ? [] : [`resources in these scenarios: ${held.map(tellHeld).join(', ')}`]),
  ];
  const told = { ...finding, evidence };
  if (finding.kind === 'broken') return told;
  const over = held.find(({ limit, most }) => most > limit.max);
  if (over !== undefined) {
    const { metric, max, unit } = over.limit;
    const isTold = (metrics.find(({ name }) => name === metric)?.value ?? 0) > max;
    const sentence = `${capital(sayName(metric))} came to ${printValue(over.most, unit)} in the scenarios of the search, above the limit of ${printValue(max, unit)}`;
    return { ...told, kind: 'broken', sentence, measured: over.most, limit: max, unit, ...(isTold ? { toldBy: `limit.${metric}` } : {}) };
  }
  if (scaling?.kind === 'broken') {
    const sentence = `${finding.sentence.replace(/\.$/, '')}, but throughput falls as users grow, as scaling tells`;
    return { ...told, kind: 'broken', sentence, toldBy: scaling.id };
  }
  return told;
}

function heldIn({ limits, resources }: Beside): readonly Held[] {
  const uses = resources.flatMap(({ phase, use }) => (phase === 'properties' ? [use] : []));
  return limits.flatMap((limit) => {
    const seen = uses.flatMap((use) => mostOf[limit.metric]?.(use) ?? []);
    return seen.length === 0 ? [] : [{ limit, most: Math.max(...seen) }];
  });
}

function tellHeld({ limit: { metric, max, unit }, most }: Held): string {
  return `${sayName(metric)} ${printValue(most, unit)} of ${printValue(max, unit)}`;
}

function sayName(metric: string): string {
  return names[metric] ?? metric;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
