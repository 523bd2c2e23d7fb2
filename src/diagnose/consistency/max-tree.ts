/** Values by index, of which the largest is known at any time. */
export interface MaxTree {
  /** Gives a value to an index that no `raiseBelow` has met yet. */
  readonly put: (index: number, value: number) => void;
  /** Adds to all values at indices below `end`. */
  readonly raiseBelow: (end: number, amount: number) => void;
  /** The first of the largest values; −∞ as long as there is none. */
  readonly top: () => { readonly index: number; readonly value: number };
}

/** A segment tree of so many values, none of which is there yet: each step takes as long as the tree is deep. */
export function openMaxTree(count: number): MaxTree {
  let size = 1;
  while (size < count) size *= 2;
  // Node 1 is the root, 2n and 2n + 1 are the children of n, and the leaves begin at `size`.
  const largest = new Float64Array(2 * size).fill(Number.NEGATIVE_INFINITY);
  const where = new Int32Array(2 * size);
  // What was added to a whole subtree stays at its root.
  const added = new Float64Array(2 * size);
  const valueAt = (node: number): number => largest[node] ?? Number.NEGATIVE_INFINITY;

  const climb = (leaf: number): void => {
    for (let node = leaf >> 1; node >= 1; node >>= 1) {
      const child = valueAt(2 * node) >= valueAt(2 * node + 1) ? 2 * node : 2 * node + 1;
      largest[node] = valueAt(child) + (added[node] ?? 0);
      where[node] = where[child] ?? 0;
    }
  };
  const raise = (node: number, amount: number): void => {
    largest[node] = valueAt(node) + amount;
    added[node] = (added[node] ?? 0) + amount;
  };

  return {
    put: (index, value) => {
      largest[size + index] = value;
      where[size + index] = index;
      climb(size + index);
    },
    raiseBelow: (end, amount) => {
      if (end <= 0) return;
      for (let [left, right] = [size, size + end]; left < right; left >>= 1, right >>= 1) {
        if ((left & 1) === 1) raise(left++, amount);
        if ((right & 1) === 1) raise(--right, amount);
      }
      climb(size);
      climb(size + end - 1);
    },
    top: () => ({ index: where[1] ?? 0, value: valueAt(1) }),
  };
}
