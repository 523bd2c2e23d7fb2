/** What a driver measures of each operation beside its response, such as the time it waited for a connection. */
export interface Measure {
  /** One word or two, e.g. `wait`, `peak-rss`; the metric is called that, with the operation in brackets. */
  readonly name: string;
  /** `share`: 1 or 0 for each operation, of which the mean tells. */
  readonly unit: 'ms' | 'MB' | 'share';
}
