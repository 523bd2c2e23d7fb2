/** One bar of a histogram: how many values lay from `fromMs` up to, not including, `toMs`. */
export interface Bar {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}
