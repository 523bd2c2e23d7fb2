/**
 * Jain's index of fairness of what each of several parties gets: 1 where all get the same, k/n where k of n get all there is. One starved
 * among twenty still reads 0.95, so it is told and never judged. NaN where nobody gets anything.
 *
 * Source: R. Jain, D. Chiu & W. Hawe, A quantitative measure of fairness and discrimination for resource allocation in shared computer systems, 1984.
 */
export function jainIndex(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share ** 2, 0);
  return sum ** 2 / (shares.length * squares);
}
