const shakes: readonly number[] = [0, 3, -2, 1, -3, 2, -1, 0, 2, -2, 3, -3, 1, -1, 0];

/** So many runs around a level, three percent to either side at the most, in no order that drifts. */
export function shaken(level: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => level * (1 + (shakes[at % shakes.length] ?? 0) / 100));
}
