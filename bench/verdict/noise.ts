import type { Metric } from '../../src/model/metric.ts';
import type { Pair } from '../../src/model/paired.ts';
import type { Chance } from '../../src/stats/chance.ts';
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

/** How much of each kind of noise a metric takes up. */
interface Trait {
  readonly metric: Omit<Metric, 'value'>;
  readonly usual: number;
  readonly runs: number;
  readonly drift: number;
  readonly half: number;
  readonly burst: number;
  readonly bias: number;
  /** `half`: a number each half; `process`: one for the life of a process. */
  readonly each: 'half' | 'process';
}

const time = { runs: 1, bias: 1, each: 'half' } as const;
const process = { bias: 0, each: 'process' } as const;
const worse = 'higher';

/** Spreads between pairs come out as they were measured on real services: CPU 1–2 %, p50 2–3 %, p95 3–5 %. */
export const traits: readonly Trait[] = [
  { ...time, metric: { name: 'cpu-per-operation', unit: 'ms', worse }, usual: 2, drift: 0.3, half: 0.4, burst: 0.15 },
  { ...time, metric: { name: 'p50', unit: 'ms', worse }, usual: 20, drift: 1, half: 1, burst: 1 },
  { ...time, metric: { name: 'p95', unit: 'ms', worse }, usual: 50, drift: 1.1, half: 1.6, burst: 1.6 },
  { ...time, metric: { name: 'throughput', unit: '/s', worse: 'lower' }, usual: 400, drift: 1, half: 0.9, burst: 1 },
  { ...process, metric: { name: 'rss', unit: 'bytes', worse }, usual: 2 ** 27, runs: 0, drift: 0, half: 0.5, burst: 0 },
  { ...process, metric: { name: 'startup', unit: 'ms', worse }, usual: 800, runs: 1, drift: 1, half: 1.5, burst: 1 },
];

/** One metric of a pair: logarithms as cost, larger is worse, block after block. */
export interface Sides {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/** A machine that one run has got. `changes` are by how much the code is worse, as logarithms, one for each trait. */
export interface Machine {
  /** Measures the next pair of base and changed head: for each trait its sides. */
  readonly pair: (changes: readonly number[]) => readonly Sides[];
  /** Measures one process alone, for as long as it has its turn in so many pairs: for each trait its costs. */
  readonly alone: (changes: readonly number[], pairs: number) => readonly (readonly number[])[];
}

const blocks = 5;
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
  const pass = (): void => {
    drift = driftKept * drift + innovation * normal();
  };
  const drawBias = (): readonly number[] => {
    const shared = normal() * Math.sqrt(common);
    return traits.map((trait) => trait.bias * noise.bias * (shared + normal() * Math.sqrt(1 - common)));
  };
  const order = (): readonly ('base' | 'head')[] => (chance.unit() < 0.5 ? ['base', 'head'] : ['head', 'base']);
  /** What each trait of a kind costs in the next half of a block, or at the next start. */
  const meet = (each: Trait['each'], bias: readonly number[], changes: readonly number[], into: readonly number[][]): void => {
    pass();
    const hit = chance.unit() < noise.bursts ? burst.least - burst.mean * Math.log(1 - chance.unit()) : 0;
    const shared = normal() * Math.sqrt(common);
    traits.forEach((trait, index) => {
      if (trait.each !== each) return;
      const own = trait.half * noise.half * (shared + normal() * Math.sqrt(1 - common));
      const disturbed = trait.runs * level + trait.drift * drift + own + trait.burst * hit;
      into[index]?.push(disturbed + (bias[index] ?? 0) + (changes[index] ?? 0));
    });
  };
  return {
    pair: (changes) => {
      if (biases === null || noise.restarts) biases = { base: drawBias(), head: drawBias() };
      const seen = { base: traits.map((): number[] => []), head: traits.map((): number[] => []) };
      const changesOf = { base: unchanged, head: changes };
      for (const side of order()) meet('process', biases[side], changesOf[side], seen[side]);
      for (let block = 0; block < blocks; block += 1) {
        for (const side of order()) meet('half', biases[side], changesOf[side], seen[side]);
      }
      return traits.map((_, index) => ({ base: seen.base[index] ?? [], head: seen.head[index] ?? [] }));
    },
    alone: (changes, pairs) => {
      const bias = drawBias();
      const seen = traits.map((): number[] => []);
      meet('process', bias, changes, seen);
      for (let half = 0; half < pairs * blocks; half += 1) meet('half', bias, changes, seen);
      return seen;
    },
  };
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
    numbers.flatMap(({ trait, [of]: cost }) => (trait === undefined ? [] : [{ ...trait.metric, value: valueOf(trait, cost) }]));
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
