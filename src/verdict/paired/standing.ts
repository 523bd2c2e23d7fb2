import type { Paired } from '../../model/paired.ts';
import { median } from '../../stats/median.ts';
import { boundsOf, usualLatency, type Bounds } from './bounds.ts';
import { findBias, standsOut } from './controls.ts';
import { holdOf, type Effects, type Held, type Named } from './effects.ts';
import type { Plan } from './plan.ts';
import { weighAll, type WeighedPairs } from './weigh.ts';

/** Where one metric stands after so many pairs. */
export type Standing =
  | {
      readonly kind: 'weighed';
      readonly effects: Effects;
      readonly bounds: Bounds;
      readonly weighed: WeighedPairs;
      /** By how much this runner told two copies of the base apart, in this metric or one that moves with it; null where it did not. */
      readonly bias: Bias | null;
    }
  /** The base has no such metric. */
  | { readonly kind: 'new'; readonly metric: Named; readonly after: readonly number[] }
  /** Only the base has it. */
  | { readonly kind: 'gone'; readonly metric: Named }
  /** Both have it, but never in one pair, or with numbers of which no ratio can be taken. */
  | { readonly kind: 'unpaired'; readonly metric: Named; readonly after: readonly number[] };

/** What two copies of the base differed by, and in which metric. */
export interface Bias {
  readonly effect: number;
  readonly of: Effects;
}

export type WeighedStanding = Extract<Standing, { readonly kind: 'weighed' }>;

/** What is gated, the quietest first. Numbers of single operations move together with these, and each would cost all others power. */
const gated = ['cpu-per-operation', 'p50', 'mean', 'throughput', 'p95', 'p99', 'rss', 'startup', 'errors'] as const;

/** They tell about time or work, and what disturbs one of them disturbs all. */
export const telling: ReadonlySet<string> = new Set(['cpu-per-operation', 'p50', 'mean', 'throughput', 'p95']);

/** Weighs all gated metrics together, at one of the plan's looks. */
export function standingsOf({ pairs, joined }: Pick<Paired, 'pairs' | 'joined'>, look: number, plan: Plan): readonly Standing[] {
  const held = gated.map((name) => holdOf(pairs, name));
  const both = held.flatMap((each) => (each.kind === 'both' ? [each.effects] : []));
  const latencyMs = usualLatency(both);
  const questions = both.map(({ metric, tests, before }) => ({
    effects: tests,
    bounds: boundsOf(metric, { before: median(before), latencyMs, joined }),
  }));
  const weighed = weighAll(questions, look, plan);
  const biases = both.map((of, index): Bias | null => {
    const effect = findBias(of.controls, weighed[index]?.spread ?? null, questions[index]?.bounds.floor ?? 0, both.length);
    return effect === null ? null : { effect, of };
  });
  const commonBias = largestOf(biases.flatMap((bias) => (bias !== null && telling.has(bias.of.metric.name) ? [bias] : [])));
  const standings = both.flatMap((effects, index): readonly Standing[] => {
    const [bounds, one] = [questions[index]?.bounds, weighed[index]];
    if (bounds === undefined || one === undefined) return [];
    const bias = biases[index] ?? (telling.has(effects.metric.name) ? commonBias : null);
    return [{ kind: 'weighed', effects, bounds, weighed: one, bias }];
  });
  return [...standings, ...held.flatMap(standUnweighed)];
}

/** What it comes to: a runner that tells copies of the same code apart says nothing of a change that is no larger than that. */
export function kindOf({ weighed, bias }: WeighedStanding): WeighedPairs['kind'] {
  if (bias === null) return weighed.kind;
  return weighed.kind !== 'no-change' && standsOut(weighed.estimate, bias.effect) ? weighed.kind : 'inconclusive';
}

function standUnweighed(held: Held): readonly Standing[] {
  switch (held.kind) {
    case 'head-only':
      return [{ kind: 'new', metric: held.metric, after: held.after }];
    case 'base-only':
      return [{ kind: 'gone', metric: held.metric }];
    case 'unpaired':
      return [{ kind: 'unpaired', metric: held.metric, after: held.after }];
    case 'both':
    case 'none':
      return [];
    default:
      return held satisfies never;
  }
}

function largestOf(biases: readonly Bias[]): Bias | null {
  return biases.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))[0] ?? null;
}
