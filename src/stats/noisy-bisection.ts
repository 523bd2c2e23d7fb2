import type { Chance } from './chance.ts';

/** What one measurement said. */
export interface NoisyAnswer {
  /** Whether it was over the limit. */
  readonly over: boolean;
  /** Natural logarithm of what was measured over its limit, above 0 where it was over; null where only the side is known. */
  readonly logRatio: number | null;
}

/** What is known of a threshold. */
export interface Threshold {
  /** The most likely lowest level that is over. */
  readonly mode: number;
  /** Neighbouring levels that hold it with a chance of 90 %; one above the top stands for none. */
  readonly interval: readonly [low: number, high: number];
  /** Chance that no level up to the top is over. */
  readonly none: number;
}

/** Share of the threshold's chance that its interval holds. */
const held = 0.9;
/** How often the threshold must have been seen over: what is shown to somebody else should come again. */
const proofs = 2;
/** How many per cent more is measured for one per cent more level, where the limit is crossed; the last is a step. */
const slopes = [0.35, 0.7, 1.2, 2, 4, 8, 20, Number.POSITIVE_INFINITY];
/** Standard deviations of a measurement's logarithm; the widest stands for what is now far over, now far under. */
const spreads = [0.02, 0.05, 0.1, 0.18, 0.28, 0.45, 1.2];
/** Farther from its limit than by this factor's logarithm a measurement only tells its side: no curve is straight for long. */
const far = 0.35;
/** Measurements that have nothing to do with the level, and where those end up: noise makes slow, rarely fast. */
const stray = { share: 0.04, over: 0.55, under: 0.25, within: 0.2 };
/** Of all there is to believe; what is less likely is not weighed any more. */
const negligible = 1e-10;
/** Where between two levels the limit may be crossed; among many levels the middle will do. */
const crossings = { few: [1 / 4, 3 / 4], many: [1 / 2] };
const fewLevels = 60;
/** Where the limit may be crossed above the top, in shares of the top. */
const beyond = [0, 0.1, 0.3];

/** One way the world may be: the limit is crossed at `crossing`, between the level before `threshold` and that. */
interface Hypothesis {
  readonly threshold: number;
  readonly crossing: number;
  readonly slope: number;
  /** Scale of the logistic distribution of the noise. */
  readonly scale: number;
}

/**
 * Bisection by noisy measurements: finds the lowest of the levels `low`…`top` (whole, from 1) at which something that grows with the level is
 * over its limit, or that it is at none of them. Each threshold is as likely as any other at first. The next level to measure is the median
 * of what is likely by then, or the one below it, at even odds. An answer counts by how far it is from the limit: the curve is taken for
 * straight near the threshold, and its slope and the noise are learned on the way, so that nobody has to say how often an answer is wrong.
 * Sources: probabilistic bisection: M. Horstein, IEEE Trans. Information Theory 9, 1963; R. Waeber, P. I. Frazier & S. G. Henderson, SIAM J.
 * Control and Optimization 51, 2013. Threshold and slope by Bayes' rule on a grid: L. L. Kontsevich & C. W. Tyler, Vision Research 39, 1999.
 */
export class NoisyBisection {
  readonly #low: number;
  readonly #top: number;
  readonly #chance: Chance;
  /** How often each level was seen over, and which were seen under. */
  readonly #over: Map<number, number> = new Map();
  readonly #under: Set<number> = new Set();
  #hypotheses: readonly Hypothesis[];
  /** How likely each is; together 1. */
  #weights: readonly number[];
  /** Chances of the thresholds `low`…`top + 1`. */
  #chances: readonly number[];

  constructor(low: number, top: number, chance: Chance) {
    this.#low = low;
    this.#top = top;
    this.#chance = chance;
    const thresholds = Array.from({ length: top - low + 2 }, (_, index) => imagine(low + index, low, top));
    this.#hypotheses = thresholds.flat();
    this.#weights = thresholds.flatMap((alike) => alike.map(() => 1 / (thresholds.length * alike.length)));
    this.#chances = thresholds.map(() => 1 / thresholds.length);
  }

  /** Takes in what a measurement at this level said. */
  tell(level: number, answer: NoisyAnswer): void {
    const weighed = this.#hypotheses.map((hypothesis, index) => (this.#weights[index] ?? 0) * likelihood(hypothesis, level, answer));
    const total = weighed.reduce((sum, weight) => sum + weight, 0);
    const isLikely = (weight: number): boolean => weight > negligible * total;
    this.#hypotheses = this.#hypotheses.filter((_, index) => isLikely(weighed[index] ?? 0));
    this.#weights = weighed.filter(isLikely).map((weight) => weight / total);
    const chances = this.#chances.map(() => 0);
    this.#hypotheses.forEach(({ threshold }, index) => {
      chances[threshold - this.#low] = (chances[threshold - this.#low] ?? 0) + (this.#weights[index] ?? 0);
    });
    this.#chances = chances;
    if (answer.over) this.#over.set(level, (this.#over.get(level) ?? 0) + 1);
    else this.#under.add(level);
  }

  /** The level to measure next. */
  next(): number {
    const unseen = this.#unseen();
    if (isNarrow(this.#chances) && unseen !== null) return unseen;
    let sum = 0;
    const median = this.#low + this.#chances.findIndex((chance) => (sum += chance) >= 0.5);
    const level = this.#chance.unit() < 0.5 ? median : median - 1;
    return Math.min(this.#top, Math.max(this.#low, level));
  }

  /** What is known by now. */
  threshold(): Threshold {
    const [from, to] = likelyRange(this.#chances);
    return {
      mode: this.#low + peak(this.#chances.slice(0, -1)),
      interval: [this.#low + from, this.#low + to],
      none: this.#chances.at(-1) ?? 0,
    };
  }

  /**
   * Whether further measurements would tell little: the interval spans at most two neighbours, it is clear whether any level is over, and
   * the most likely one was seen over twice, the one below it under.
   */
  isSettled(): boolean {
    const none = this.#chances.at(-1) ?? 0;
    return isNarrow(this.#chances) && (none < 1 - held || none > held) && this.#unseen() === null;
  }

  /** Chance that one measurement at this level would be over. */
  overChance(level: number): number {
    const over: NoisyAnswer = { over: true, logRatio: null };
    const sum = this.#hypotheses.reduce(
      (all, hypothesis, index) => all + (this.#weights[index] ?? 0) * likelihood(hypothesis, level, over),
      0,
    );
    return Math.min(1, sum);
  }

  /** On which side of the most likely threshold too little was seen yet; null when on both enough was. */
  #unseen(): number | null {
    const best = this.#low + peak(this.#chances);
    if (best <= this.#top && (this.#over.get(best) ?? 0) < proofs) return best;
    return best > this.#low && !this.#under.has(best - 1) ? best - 1 : null;
  }
}

/** All the ways in which this may be the threshold. */
function imagine(threshold: number, low: number, top: number): readonly Hypothesis[] {
  const within = top - low < fewLevels ? crossings.few : crossings.many;
  const places = threshold > top ? beyond.map((share) => top + 0.5 + share * top) : within.map((share) => threshold - 1 + share);
  return places.flatMap((crossing) =>
    slopes.flatMap((slope) => spreads.map((spread) => ({ threshold, crossing, slope, scale: (spread * Math.sqrt(3)) / Math.PI }))),
  );
}

/** How likely this answer is, were the hypothesis true; for a ratio near the limit a density. */
function likelihood({ crossing, slope, scale }: Hypothesis, level: number, { over, logRatio }: NoisyAnswer): number {
  const middle = slope * (level / crossing - 1);
  if (logRatio === null) {
    const half = stray.within / 2;
    return over ? mixed(logistic(middle / scale), stray.over + half) : mixed(logistic(-middle / scale), stray.under + half);
  }
  if (logRatio >= far) return mixed(logistic((middle - far) / scale), stray.over);
  if (logRatio <= -far) return mixed(logistic((-middle - far) / scale), stray.under);
  const below = logistic((logRatio - middle) / scale);
  return mixed((below * (1 - below)) / scale, stray.within / (2 * far));
}

/** With the chance that it is a stray one. */
function mixed(own: number, other: number): number {
  return (1 - stray.share) * own + stray.share * other;
}

/** The standard logistic distribution's share below x: like the normal one, with tails that forgive more. */
function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Index of the largest. */
function peak(chances: readonly number[]): number {
  return chances.reduce((best, chance, index) => (chance > (chances[best] ?? 0) ? index : best), 0);
}

/** From the most likely one on, the likelier neighbour is taken in until together they are likely enough. */
function likelyRange(chances: readonly number[]): readonly [from: number, to: number] {
  let from = peak(chances);
  let to = from;
  let sum = chances[from] ?? 0;
  while (sum < held && (from > 0 || to < chances.length - 1)) {
    const below = chances[from - 1] ?? -1;
    const above = chances[to + 1] ?? -1;
    if (above > below) to += 1;
    else from -= 1;
    sum += Math.max(above, below);
  }
  return [from, to];
}

function isNarrow(chances: readonly number[]): boolean {
  const [from, to] = likelyRange(chances);
  return to - from <= 1;
}
