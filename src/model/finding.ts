interface FindingBase {
  /** Stable identifier, e.g. `limit.p95`, `property.stability`, `crash`. */
  readonly id: string;
  /** One sentence a reviewer understands. */
  readonly sentence: string;
  readonly measured: number | null;
  /** Confidence interval of `measured`, where there is one. */
  readonly interval?: readonly [low: number, high: number];
  readonly limit: number | null;
  /** Unit of `measured`, `interval` and `limit`: `ms`, `%`, `bytes`, `count`, … */
  readonly unit: string;
  /** Lines of plain text; never trusted, always escaped. */
  readonly evidence: readonly string[];
}

/** A property's, limit's or diagnosis' outcome. */
export type Finding =
  | (FindingBase & { readonly kind: 'held' })
  | (FindingBase & {
      readonly kind: 'broken';
      readonly replay?: string;
      /** The finding that tells the same cause: this one only refers to it, and is not counted beside it. */
      readonly toldBy?: string;
    })
  | (FindingBase & { readonly kind: 'inconclusive' });
