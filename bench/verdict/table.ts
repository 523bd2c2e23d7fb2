/** What a part of the benchmark has to show: the first cell of a row is text, all others stand right. */
export interface Table {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
