import { median } from '../../stats/median.ts';
import { excuse, excuseUnsteady, percentWithoutTimeouts, suffersFromSpoiling } from '../blame.ts';
import { isHeldAgainstHistory } from '../history.ts';
import { boundsOf, usualLatency, type Bounds } from '../paired/bounds.ts';
import type { Weighed } from '../weighed.ts';
import type { Member } from './member.ts';
import { findSample, namesOf, type Found, type Sample } from './samples.ts';
import { weighAll } from './weigh.ts';

/** Where one metric stands between two groups of runs. */
export type Standing =
  | {
      readonly kind: 'weighed';
      readonly sample: Sample;
      readonly bounds: Bounds;
      readonly weighed: Weighed;
      /** Why a worsening is not held against the service; null where nothing was excused. */
      readonly excused: string | null;
    }
  | Exclude<Found, { readonly kind: 'both' | 'none' }>;

export type WeighedStanding = Extract<Standing, { readonly kind: 'weighed' }>;

/** Weighs together what is compared of whole runs: these are few, and each further number would cost all others power. */
export function standingsOf(before: readonly Member[], after: readonly Member[]): readonly Standing[] {
  const [earlier = [], later = []] = [before, after].map((members) => members.map(({ run }) => run.metrics));
  const gated = namesOf([...later, ...earlier]).filter(isHeldAgainstHistory);
  const found = gated.map((name) => findSample(name, earlier, later));
  const samples = found.flatMap((each) => (each.kind === 'both' ? [each.sample] : []));
  const latencyMs = usualLatency(samples);
  const bounds = samples.map(({ metric, before: values }) => boundsOf(metric, { before: median(values), latencyMs, joined: false }));
  const weighed = weighAll(
    samples.map(({ effectsBefore, effectsAfter }, index) => ({
      before: effectsBefore,
      after: effectsAfter,
      bounds: bounds[index] ?? { floor: 0, margin: 0 },
    })),
  );
  const standings = samples.flatMap((sample, index): readonly Standing[] => {
    const [limits, one] = [bounds[index], weighed[index]];
    if (limits === undefined || one === undefined) return [];
    return [{ kind: 'weighed', sample, bounds: limits, weighed: one, excused: findExcuse(sample, one, after) }];
  });
  return [...standings, ...found.flatMap((each) => (each.kind === 'both' || each.kind === 'none' ? [] : [each]))];
}

/** What it comes to. */
export function kindOf({ weighed, excused }: WeighedStanding): Weighed['kind'] {
  return excused === null ? weighed.kind : 'inconclusive';
}

/** Trouble of our own in more than half of the runs after, as far as it explains the whole worsening. */
function findExcuse({ metric, scale, before }: Sample, { kind, estimate }: Weighed, after: readonly Member[]): string | null {
  if (kind !== 'regression' || !suffersFromSpoiling(metric.unit)) return null;
  const explains = (share: number): boolean => scale === 'ratio' && estimate <= -Math.log1p(-share);
  const excuses = after.flatMap(({ run }) => {
    if (metric.name === 'errors') return excuse(run.self, () => percentWithoutTimeouts(run.steady.total) <= median(before)) ?? [];
    return excuse(run.self, explains) ?? excuseUnsteady(run.findings, explains) ?? [];
  });
  return excuses.length > after.length / 2 ? (excuses[0] ?? null) : null;
}
