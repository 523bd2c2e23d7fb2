import type { Flight } from '../model/flight.ts';
import type { LoadProgress } from '../model/observation.ts';

/** What all engines together have done, by the last word of each. */
export function mergeProgress(words: readonly LoadProgress[]): LoadProgress {
  return {
    elapsedMs: Math.max(...words.map(({ elapsedMs }) => elapsedMs)),
    measuring: words.every(({ measuring }) => measuring),
    requests: words.reduce((sum, { requests }) => sum + requests, 0),
    errors: words.reduce((sum, { errors }) => sum + errors, 0),
    p95Ms: greatest(words.map(({ p95Ms }) => p95Ms)),
    inFlight: words.reduce((sum, { inFlight }) => sum + inFlight, 0),
    answered: words.reduce((sum, { answered }) => sum + answered, 0),
    timedOut: words.reduce((sum, { timedOut }) => sum + timedOut, 0),
    slowestMs: greatest(words.map(({ slowestMs }) => slowestMs)),
    flights: mergeFlights(words.flatMap(({ flights }) => flights)),
  };
}

/** By operation, the most first. An engine that has nothing of a kind in flight does not tell how many it had answered. */
function mergeFlights(flights: readonly Flight[]): readonly Flight[] {
  const merged = new Map<string, Flight>();
  for (const one of flights) {
    const { count = 0, oldestMs = 0, answered = 0 } = merged.get(one.operation) ?? {};
    merged.set(one.operation, {
      operation: one.operation,
      count: count + one.count,
      oldestMs: Math.max(oldestMs, one.oldestMs),
      answered: answered + one.answered,
    });
  }
  return [...merged.values()].sort((one, other) => other.count - one.count);
}

function greatest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
