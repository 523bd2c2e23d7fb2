/** A wait that had an end. */
export interface Served {
  readonly askedAtMs: number;
  readonly gotAtMs: number;
}

/** Pairs of waits, and how many of them ended in the other order than they began. */
export interface Order {
  /** Pairs that waited at the same time: others cannot be out of order. */
  readonly pairs: number;
  readonly outOfOrder: number;
}

/**
 * How far a resource was given out in the order in which it was asked for. What lies no more than `jitterMs` apart, when asked or when
 * served, has no order. In O(n log n): waits enter a Fenwick tree in the order of asking, each at the place of its end, and every later one
 * counts those that ended after it.
 *
 * Source: P. M. Fenwick, A new data structure for cumulative frequency tables, Software: Practice and Experience 24, 1994.
 */
export function orderOf(waits: readonly Served[], jitterMs: number): Order {
  const asked = waits.toSorted((a, b) => a.askedAtMs - b.askedAtMs);
  const ends = Float64Array.from(waits, ({ gotAtMs }) => gotAtMs).sort();
  const entered = new Ranks(ends.length);
  let next = 0;
  let pairs = 0;
  let outOfOrder = 0;
  for (const { askedAtMs, gotAtMs } of asked) {
    for (let before = asked[next]; before !== undefined && before.askedAtMs < askedAtMs - jitterMs; before = asked[next]) {
      entered.add(upTo(ends, before.gotAtMs));
      next += 1;
    }
    pairs += entered.above(upTo(ends, askedAtMs + jitterMs));
    outOfOrder += entered.above(upTo(ends, gotAtMs + jitterMs));
  }
  return { pairs, outOfOrder };
}

/** Counts of ranks 1…size. */
class Ranks {
  readonly #sums: Float64Array;
  #total = 0;

  constructor(size: number) {
    this.#sums = new Float64Array(size + 1);
  }

  add(rank: number): void {
    this.#total += 1;
    for (let at = rank; at < this.#sums.length; at += at & -at) this.#sums[at] = (this.#sums[at] ?? 0) + 1;
  }

  /** How many ranks above this one were added. */
  above(rank: number): number {
    let sum = 0;
    for (let at = rank; at > 0; at -= at & -at) sum += this.#sums[at] ?? 0;
    return this.#total - sum;
  }
}

/** How many of ascending values are at most this one: its rank, from 1 on, for one of them. */
function upTo(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
