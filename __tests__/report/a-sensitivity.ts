import type { MetricSensitivity, Sensitivity } from '../../src/model/sensitivity.ts';

type Measured = Extract<Sensitivity, { readonly kind: 'measured' }>;

/** The CPU time of a service that computes, as a quiet machine sees it. */
export function aMetricSensitivity(more: Partial<MetricSensitivity> = {}): MetricSensitivity {
  return {
    metric: 'cpu-per-operation',
    changeIn: 'percent',
    noisePercent: 1.2,
    apartPercent: 0.1,
    apartIntervalPercent: [-0.5, 0.7],
    trustedFromPercent: null,
    smallestDetectablePercent: 2.6,
    countsFromPercent: 2,
    needed: [
      { kind: 'pairs', percent: 10, pairs: 8, budgetMs: 55_000 },
      { kind: 'pairs', percent: 5, pairs: 8, budgetMs: 55_000 },
      { kind: 'pairs', percent: 3, pairs: 14, budgetMs: 95_000 },
    ],
    ...more,
  };
}

/** Eighteen pairs of two copies of a service. */
export function aSensitivity(more: Partial<Measured> = {}): Measured {
  return {
    kind: 'measured',
    suite: 'shop',
    budgetMs: 120_000,
    pairs: 18,
    affordablePairs: 18,
    pairsPerMinute: 15,
    enough: { pairs: 8, budgetMs: 55_000 },
    failures: 0,
    doubts: [],
    metrics: [
      aMetricSensitivity(),
      aMetricSensitivity({
        metric: 'p95',
        noisePercent: 6,
        apartPercent: -1,
        apartIntervalPercent: [-2.5, 0.4],
        smallestDetectablePercent: 6.9,
        countsFromPercent: 4,
        needed: [
          { kind: 'pairs', percent: 10, pairs: 12, budgetMs: 80_000 },
          { kind: 'too-noisy', percent: 5 },
          { kind: 'too-small', percent: 3 },
        ],
      }),
      aMetricSensitivity({
        metric: 'errors',
        changeIn: 'points',
        noisePercent: 0,
        apartPercent: 0,
        apartIntervalPercent: [0, 0],
        smallestDetectablePercent: 0.5,
        countsFromPercent: 0.5,
        needed: [],
      }),
    ],
    quietest: 'cpu-per-operation',
    untold: ['p99'],
    ...more,
  };
}
