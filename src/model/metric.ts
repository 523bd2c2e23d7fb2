/** A named number that is compared across runs. */
export interface Metric {
  /** `p95`, `mean`, `throughput`, `cpu-per-operation`, `rss`, …; with the operation in brackets where it belongs to one: `p95(list)`. */
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** Which way is worse. */
  readonly worse: 'higher' | 'lower';
}
