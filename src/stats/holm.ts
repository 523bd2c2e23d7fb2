/**
 * Which of some null hypotheses that are tested together to reject, so that one true one among them is rejected no more often than one
 * test alone would: the clearest has to meet the level that one among all has, the next that of one among the others, until one fails.
 * `levelAmong` gives the level that a test has which shares it equally with others; `together` counts those that can be rejected at all.
 * Source: S. Holm, Scandinavian Journal of Statistics 6, 1979.
 */
export function holm(ps: readonly number[], together: number, levelAmong: (tests: number) => number): readonly boolean[] {
  const order = ps.map((_, index) => index).toSorted((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
  const rejected = ps.map(() => false);
  for (const [rank, index] of order.entries()) {
    if (rank >= together || (ps[index] ?? 1) > levelAmong(together - rank)) break;
    rejected[index] = true;
  }
  return rejected;
}
