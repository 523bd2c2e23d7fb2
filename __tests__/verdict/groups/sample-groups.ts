import type { Metric } from '../../../src/model/metric.ts';
import type { Run } from '../../../src/model/run.ts';
import { openChance, type Chance } from '../../../src/stats/chance.ts';
import type { Member } from '../../../src/verdict/groups/member.ts';
import { remembered } from '../../../src/baseline/remember.ts';
import { aRun } from '../../baseline/sample-run.ts';

/** One metric as a made-up machine shows it: its usual value, how far runs lie apart, and how much of that all metrics share. */
interface Trait {
  readonly metric: Omit<Metric, 'value'>;
  readonly usual: number;
  readonly sigma: number;
  readonly shared: number;
}

/** A service that computes, on a machine whose runs differ as those of continuous integration do when they are quiet. */
const traits: readonly Trait[] = [
  { metric: { name: 'cpu-per-operation', unit: 'ms', worse: 'higher' }, usual: 1.2, sigma: 0.015, shared: 0.3 },
  { metric: { name: 'mean', unit: 'ms', worse: 'higher' }, usual: 12, sigma: 0.025, shared: 0.8 },
  { metric: { name: 'p95', unit: 'ms', worse: 'higher' }, usual: 31, sigma: 0.05, shared: 0.6 },
  { metric: { name: 'throughput', unit: '/s', worse: 'lower' }, usual: 1_600, sigma: 0.025, shared: 0.8 },
  { metric: { name: 'rss', unit: 'bytes', worse: 'higher' }, usual: 88e6, sigma: 0.02, shared: 0 },
  { metric: { name: 'errors', unit: '%', worse: 'higher' }, usual: 0, sigma: 0, shared: 0 },
];

const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());

/** Metrics of one run in which everything but memory costs so much more: 0.1 is a tenth. */
function drawMetrics(chance: Chance, more: number, noise = 1): readonly Metric[] {
  const common = normal(chance);
  return traits.map(({ metric, usual, sigma, shared }) => {
    const own = shared * common + Math.sqrt(1 - shared ** 2) * normal(chance);
    const change = noise * sigma * own + (metric.name === 'rss' ? 0 : Math.log1p(more));
    return { ...metric, value: usual * Math.exp(metric.worse === 'higher' ? change : -change) };
  });
}

/** So many runs, a day apart and begun on this day of November. */
export function group(count: number, day: number, draw: (at: number) => Partial<Run>): readonly Member[] {
  return Array.from({ length: count }, (_, at) => {
    const createdAt = new Date(Date.UTC(2026, 10, day, at)).toISOString();
    const run = aRun({ createdAt, ...draw(at) });
    return { run, remembered: remembered(run) };
  });
}

/** Two groups of made-up runs, those after so much worse. */
export function twoGroups(
  seed: number,
  sizes: readonly [before: number, after: number],
  more: number,
  noise?: number,
): readonly [before: readonly Member[], after: readonly Member[]] {
  const chance = openChance(seed, 0);
  return [
    group(sizes[0], 1, () => ({ metrics: drawMetrics(chance, 0, noise) })),
    group(sizes[1], 20, () => ({ metrics: drawMetrics(chance, more, noise) })),
  ];
}
