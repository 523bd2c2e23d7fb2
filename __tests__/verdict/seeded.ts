/** Shares in 0…1 from a seed: Marsaglia's xorshift32, good enough to shuffle with. */
export function seededShares(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
