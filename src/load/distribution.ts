import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';

import type { Latency } from '../model/observation.ts';
import type { Enclosed } from '../model/sample.ts';
import { normalPoint } from '../stats/normal.ts';
import { quantileRanks } from '../stats/quantile-ranks.ts';

/** One hour: no operation lasts longer, its deadline sees to that. In microseconds, the unit of every histogram here. */
const highestMicroseconds = 3_600_000_000;

/** A distribution as it travels between threads. */
export interface PackedDistribution {
  readonly digits: 2 | 3;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** HDR V2 (base64), whole microseconds; empty for no values. */
  readonly histogram: string;
}

/** A growing distribution of milliseconds: HDR buckets for the quantiles; count, min, max and sum exact beside them. */
export class Distribution {
  // JS rather than WebAssembly: 43 ns a record instead of 18, but no asynchronous start and no memory to free.
  /** Made when there is something to count: it takes 94 KB at three digits. */
  #histogram: Histogram | null = null;
  readonly #digits: 2 | 3;
  #count: number = 0;
  #min: number = Number.POSITIVE_INFINITY;
  #max: number = Number.NEGATIVE_INFINITY;
  #sum: number = 0;
  #sumOfSquares: number = 0;

  constructor(digits: 2 | 3 = 3) {
    this.#digits = digits;
  }

  get count(): number {
    return this.#count;
  }

  /** Takes in one value; a negative one counts as 0. */
  record(ms: number): void {
    const value = Math.max(0, ms);
    // Whole microseconds: the library counts integers and would cut fractions off.
    this.#buckets().recordValue(Math.min(highestMicroseconds, Math.round(value * 1_000)));
    this.#count += 1;
    this.#sum += value;
    this.#sumOfSquares += value * value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** Takes in `count` values of 0 at once. */
  recordZeros(count: number): void {
    if (count === 0) return;
    this.#buckets().recordValueWithCount(0, count);
    this.#count += count;
    this.#min = Math.min(this.#min, 0);
    this.#max = Math.max(this.#max, 0);
  }

  /** Takes in all values of another distribution of the same digits. */
  add(other: Distribution): void {
    if (other.#count === 0) return;
    this.#buckets().add(other.#buckets());
    this.#take({ count: other.#count, min: other.#min, max: other.#max, sum: other.#sum, sumOfSquares: other.#sumOfSquares });
  }

  /** A quantile in milliseconds; null when fewer than 1 / (1 − share) values support it. */
  quantile(share: number): number | null {
    // The subtraction leaves 1 / (1 − 0.95) a hair above 20.
    if (this.#count === 0 || this.#count * (1 - share) < 1 - 1e-9) return null;
    return clamp(this.#buckets().getValueAtPercentile(share * 100) / 1_000, this.#min, this.#max);
  }

  /** The distribution in a few numbers. */
  latency(): Latency {
    if (this.#count === 0)
      return { count: 0, min: null, mean: null, p50: null, p75: null, p90: null, p95: null, p99: null, p999: null, max: null };
    return {
      count: this.#count,
      min: this.#min,
      // Rounding of the sum must not carry the mean outside.
      mean: clamp(this.#sum / this.#count, this.#min, this.#max),
      ...this.#meanEnd(),
      // A single value is its own median.
      p50: this.quantile(0.5) ?? this.#max,
      p75: this.quantile(0.75),
      p90: this.quantile(0.9),
      p95: this.quantile(0.95),
      ...this.#p95Ends(),
      p99: this.quantile(0.99),
      p999: this.quantile(0.999),
      max: this.#max,
    };
  }

  /** A quantile with its interval, by order statistics; null when too few values support it. */
  encloseQuantile(share: number, confidence: number): Enclosed | null {
    const value = this.quantile(share);
    return value === null ? null : { value, ...this.#quantileEnds(share, confidence) };
  }

  /** The mean with its interval, by the normal approximation; null for fewer than two values. */
  encloseMean(confidence: number): Enclosed | null {
    if (this.#count < 2) return null;
    const mean = this.#sum / this.#count;
    const variance = Math.max(0, (this.#sumOfSquares - this.#count * mean ** 2) / (this.#count - 1));
    const half = normalPoint((1 - confidence) / 2) * Math.sqrt(variance / this.#count);
    return { value: mean, low: Math.max(this.#min, mean - half), high: Math.min(this.#max, mean + half) };
  }

  /** Latencies are skewed to the right, which makes this end, the lower one, the safer of the two. */
  #meanEnd(): Pick<Latency, 'meanLow'> {
    const low = this.encloseMean(0.95)?.low ?? null;
    return low === null ? {} : { meanLow: low };
  }

  #p95Ends(): Pick<Latency, 'p95Low' | 'p95High'> {
    const { low, high } = this.#quantileEnds(0.95, 0.95);
    return { ...(low === null ? {} : { p95Low: low }), ...(high === null ? {} : { p95High: high }) };
  }

  #quantileEnds(share: number, confidence: number): Omit<Enclosed, 'value'> {
    const { low, high } = quantileRanks(this.#count, share, confidence);
    return { low: low === null ? null : this.#atRank(low), high: high === null ? null : this.#atRank(high) };
  }

  #atRank(rank: number): number {
    // Half a rank less, so that no rounding carries it to the next.
    const value = this.#buckets().getValueAtPercentile((100 * (rank - 0.5)) / this.#count) / 1_000;
    return clamp(value, this.#min, this.#max);
  }

  /** HDR V2, compressed, base64: whole microseconds. */
  encode(): string {
    return encodeIntoCompressedBase64(this.#buckets());
  }

  pack(): PackedDistribution {
    return {
      digits: this.#digits,
      count: this.#count,
      min: this.#min,
      max: this.#max,
      sum: this.#sum,
      sumOfSquares: this.#sumOfSquares,
      histogram: this.#count === 0 ? '' : this.encode(),
    };
  }

  /** Takes in all values of a packed distribution of the same digits. */
  addPacked(packed: PackedDistribution): void {
    if (packed.count === 0) return;
    this.#buckets().add(decodeFromCompressedBase64(packed.histogram));
    this.#take(packed);
  }

  /** Takes in all values of an observed distribution of three digits: their squares as its buckets have them. */
  addObserved({ count, min, mean, max }: Latency, histogram: string): void {
    if (count === 0 || min === null || mean === null || max === null) return;
    const decoded = decodeFromCompressedBase64(histogram);
    this.#buckets().add(decoded);
    this.#take({ count, min, max, sum: mean * count, sumOfSquares: count * (mean ** 2 + (decoded.stdDeviation / 1_000) ** 2) });
  }

  #buckets(): Histogram {
    return (this.#histogram ??= build({
      bitBucketSize: 32,
      autoResize: false,
      lowestDiscernibleValue: 1,
      highestTrackableValue: highestMicroseconds,
      numberOfSignificantValueDigits: this.#digits,
    }));
  }

  #take({ count, min, max, sum, sumOfSquares }: Omit<PackedDistribution, 'digits' | 'histogram'>): void {
    this.#count += count;
    this.#sum += sum;
    this.#sumOfSquares += sumOfSquares;
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
