import type { Metric } from '../../src/model/metric.ts';
import type { Pair } from '../../src/model/paired.ts';
import type { Chance } from '../../src/stats/chance.ts';
import { mean } from '../../src/stats/mean.ts';
import { median } from '../../src/stats/median.ts';

/** How a machine disturbs what is measured on it; all in logarithms, 0.03 is about 3 %. */
export interface Noise {
  /** Standard deviation of how fast the machine is that a run gets, or in which mood: the same for all of the run. */
  readonly runs: number;
  /** Standard deviation of the level that all metrics of time share, which comes and goes over tens of halves. */
  readonly drift: number;
  /** Standard deviation of one half of a block, on top of that. */
  readonly half: number;
  /** Share of the halves that a noisy neighbour hits. */
  readonly bursts: number;
  /** Standard deviation of what one process is faster or slower than another of the same code, as long as it lives. */
  readonly bias: number;
  /** Whether each pair has fresh processes; otherwise base and head keep theirs, and their bias, for all pairs. */
  readonly restarts: boolean;
}

/** One number that is measured on both sides. */
interface Trait {
  readonly metric: Omit<Metric, 'value'>;
  readonly usual: number;
  /**
   * `half`: a number each half, and the middle of them counts; `pooled`: the halves of a pair make one, so that what hits one of them is
   * in it; `process`: one for the life of a process.
   */
  readonly each: 'half' | 'pooled' | 'process';
  readonly noise: Uptake | Sum;
}

/** How much of each kind of noise it takes up. */
interface Uptake {
  readonly kind: 'own';
  readonly runs: number;
  readonly drift: number;
  readonly half: number;
  readonly burst: number;
  readonly bias: number;
}

/** It is made of others, which stand before it: shares of their noise. */
interface Sum {
  readonly kind: 'sum';
  readonly of: Readonly<Record<string, number>>;
}

const own = (drift: number, half: number, burst: number): Uptake => ({ kind: 'own', runs: 1, drift, half, burst, bias: 1 });
const perProcess = { runs: 0, drift: 0, half: 0, burst: 0, bias: 0 } as const;
const worse = 'higher';

/**
 * All that is gated. On a typical machine spreads between pairs come out near those of real services, p50 a little above: CPU 1–2 %,
 * p50 2–3 %, p95 3–5 %, p99 5–8 %, resident memory 1 %, start 5 %. A closed load that does not think goes through as fast as the mean lets it, and a sound service has no
 * errors at all.
 */
export const traits: readonly Trait[] = [
  { metric: { name: 'cpu-per-operation', unit: 'ms', worse }, usual: 2, each: 'half', noise: own(0.3, 0.4, 0.15) },
  { metric: { name: 'p50', unit: 'ms', worse }, usual: 20, each: 'half', noise: own(1, 1, 1) },
  { metric: { name: 'p95', unit: 'ms', worse }, usual: 50, each: 'half', noise: own(1.1, 1.6, 1.6) },
  { metric: { name: 'p99', unit: 'ms', worse }, usual: 80, each: 'pooled', noise: own(1.1, 1.6, 1) },
  { metric: { name: 'mean', unit: 'ms', worse }, usual: 25, each: 'half', noise: { kind: 'sum', of: { p50: 0.7, p95: 0.3 } } },
  { metric: { name: 'throughput', unit: '/s', worse: 'lower' }, usual: 400, each: 'half', noise: { kind: 'sum', of: { mean: 1 } } },
  { metric: { name: 'rss', unit: 'bytes', worse }, usual: 2 ** 27, each: 'process', noise: { kind: 'own', ...perProcess, half: 0.22 } },
  {
    metric: { name: 'startup', unit: 'ms', worse },
    usual: 800,
    each: 'process',
    noise: { kind: 'own', ...perProcess, runs: 1, drift: 1, half: 0.8, burst: 0.5 },
  },
  { metric: { name: 'errors', unit: '%', worse }, usual: 0, each: 'process', noise: { kind: 'own', ...perProcess } },
];

/** What a change may touch: each request waits longer, or has more work besides, and then its CPU time grows as well. */
export const waiting: readonly string[] = ['p50', 'mean', 'throughput', 'p95', 'p99'];
export const working: readonly string[] = ['cpu-per-operation', ...waiting];

/** Code that is so much worse in these metrics, for a machine. */
export function worsen(metrics: readonly string[], percent: number): readonly number[] {
  return traits.map(({ metric }) => (metrics.includes(metric.name) ? Math.log1p(percent / 100) : 0));
}

/** One metric of a pair: logarithms as cost, larger is worse, block after block. */
export interface Sides {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/** A machine that one run has got. `changes` are by how much the code is worse, as logarithms, one for each trait. */
export interface Machine {
  /** Measures the next pair of base and changed head: for each trait its sides, which are empty where it has no number. */
  readonly pair: (changes: readonly number[]) => readonly Sides[];
  /** Measures one process alone, for as long as it has its turn in so many pairs: for each trait its costs. */
  readonly alone: (changes: readonly number[], pairs: number) => readonly (readonly number[])[];
}

const blocks = 5;
/** Share of the pairs with too few requests for a p99. */
const withoutP99 = 0.2;
/** How much of the drift is still there half a block later. */
const driftKept = 0.97;
/** Share of the variance of a half's noise, and of a process' bias, that its metrics have in common. */
const common = 0.6;
/** What a neighbour adds: at least so much, and on top an exponential of this mean. */
const burst = { least: 0.15, mean: 0.3 } as const;

/** A machine of this noise. Drift is an autoregression of first order; the halves of a block, and the two starts, come in random order. */
export function openMachine(chance: Chance, noise: Noise): Machine {
  const normal = normalDraws(chance);
  const innovation = noise.drift * Math.sqrt(1 - driftKept ** 2);
  const level = noise.runs * normal();
  let drift = noise.drift * normal();
  let biases: Record<'base' | 'head', readonly number[]> | null = null;
  const drawBias = (): readonly number[] => {
    const shared = normal() * Math.sqrt(common);
    return join((uptake) => uptake.bias * noise.bias * (shared + normal() * Math.sqrt(1 - common)));
  };
  const order = (): readonly ('base' | 'head')[] => (chance.unit() < 0.5 ? ['base', 'head'] : ['head', 'base']);
  /** What each trait costs in the next half of a block, or at the next start, where it is measured then. */
  const meet = (isStart: boolean, bias: readonly number[], changes: readonly number[], into: readonly number[][]): void => {
    drift = driftKept * drift + innovation * normal();
    const hit = chance.unit() < noise.bursts ? burst.least - burst.mean * Math.log(1 - chance.unit()) : 0;
    const shared = normal() * Math.sqrt(common);
    const disturbed = join((uptake) => {
      const alone = uptake.half * noise.half * (shared + normal() * Math.sqrt(1 - common));
      return uptake.runs * level + uptake.drift * drift + alone + uptake.burst * hit;
    });
    traits.forEach(({ each }, index) => {
      if ((each === 'process') === isStart) into[index]?.push((disturbed[index] ?? 0) + (bias[index] ?? 0) + (changes[index] ?? 0));
    });
  };
  return {
    pair: (changes) => {
      if (biases === null || noise.restarts) biases = { base: drawBias(), head: drawBias() };
      const seen = { base: traits.map((): number[] => []), head: traits.map((): number[] => []) };
      const changesOf = { base: unchanged, head: changes };
      for (const side of order()) meet(true, biases[side], changesOf[side], seen[side]);
      for (let block = 0; block < blocks; block += 1) {
        for (const side of order()) meet(false, biases[side], changesOf[side], seen[side]);
      }
      const isPooled = chance.unit() >= withoutP99;
      return traits.map(({ each }, index) => {
        const sides = { base: seen.base[index] ?? [], head: seen.head[index] ?? [] };
        if (each !== 'pooled') return sides;
        return isPooled ? { base: [mean(sides.base)], head: [mean(sides.head)] } : { base: [], head: [] };
      });
    },
    alone: (changes, pairs) => {
      const bias = drawBias();
      const seen = traits.map((): number[] => []);
      meet(true, bias, changes, seen);
      for (let half = 0; half < pairs * blocks; half += 1) meet(false, bias, changes, seen);
      return seen;
    },
  };
}

/** One number for each trait, of its own or made of others'. */
function join(drawOwn: (uptake: Uptake) => number): readonly number[] {
  const drawn = new Map<string, number>();
  return traits.map(({ metric, noise }) => {
    const value =
      noise.kind === 'own'
        ? drawOwn(noise)
        : Object.entries(noise.of).reduce((sum, [name, share]) => sum + share * (drawn.get(name) ?? Number.NaN), 0);
    drawn.set(metric.name, value);
    return value;
  });
}

/** The code as it was. */
export const unchanged: readonly number[] = traits.map(() => 0);

/** The pair as the gate writes it down: the head's number is the base's times the median ratio of the blocks. */
export function pairOf(kind: Pair['kind'], seen: readonly Sides[], fold: (effects: readonly number[]) => number = median): Pair {
  const numbers = seen.map((sides, index) => {
    const before = median(sides.base);
    return { trait: traits[index], before, after: before + fold(effectsOf(sides)) };
  });
  const side = (of: 'before' | 'after'): readonly Metric[] =>
    numbers.flatMap(({ trait, [of]: cost }) =>
      trait === undefined || Number.isNaN(cost) ? [] : [{ ...trait.metric, value: valueOf(trait, cost) }],
    );
  return { kind, first: 'base', base: side('before'), head: side('after') };
}

/** By how much the head was worse, block after block. */
export function effectsOf({ base, head }: Sides): readonly number[] {
  return head.map((value, block) => value - (base[block] ?? Number.NaN));
}

/** What a cost, a logarithm, is in the metric's own unit. */
function valueOf({ metric, usual }: Trait, cost: number): number {
  return usual * Math.exp(metric.worse === 'higher' ? cost : -cost);
}

/** Standard normal numbers: G. E. P. Box & M. E. Muller, Annals of Mathematical Statistics 29, 1958. */
function normalDraws(chance: Chance): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - chance.unit()));
    const angle = 2 * Math.PI * chance.unit();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
