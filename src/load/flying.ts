/** Operations of one kind that one engine has in flight. */
export interface Flying {
  /** The operation's index in the driver's list. */
  readonly operation: number;
  readonly count: number;
  readonly oldestMs: number;
}

/** Something that has at most one operation in flight. */
export interface Flyer {
  /** Index of the operation in flight; negative when there is none. */
  readonly flying: number;
  /** When it could have left. */
  readonly sinceMs: number;
}

/** What is in flight now, by operation, in no order. Walks through all flyers: for a look now and then. */
export function countFlights(flyers: Iterable<Flyer>, nowMs: number): readonly Flying[] {
  const flights = new Map<number, Flying>();
  for (const { flying, sinceMs } of flyers) {
    if (flying < 0) continue;
    const { count = 0, oldestMs = 0 } = flights.get(flying) ?? {};
    flights.set(flying, { operation: flying, count: count + 1, oldestMs: Math.max(oldestMs, nowMs - sinceMs) });
  }
  return [...flights.values()];
}
