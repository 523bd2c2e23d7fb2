/** How many of ascending values are below `bound`. */
export function countBelow(ascending: ArrayLike<number>, bound: number): number {
  return firstWhere(ascending.length, (index) => (ascending[index] ?? 0) >= bound);
}

/** How many of ascending values are `bound` or below. */
export function countUpTo(ascending: ArrayLike<number>, bound: number): number {
  return firstWhere(ascending.length, (index) => (ascending[index] ?? 0) > bound);
}

/** The first index below `count` where a test is true that stays true from there on; `count` where it never is. */
export function firstWhere(count: number, isTrue: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
