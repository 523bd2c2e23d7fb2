import type { LoadProgress } from '../model/observation.ts';

/** What all engines together have done, by the last word of each. */
export function mergeProgress(words: readonly LoadProgress[]): LoadProgress {
  const p95s = words.flatMap(({ p95Ms }) => (p95Ms === null ? [] : [p95Ms]));
  return {
    elapsedMs: Math.max(...words.map(({ elapsedMs }) => elapsedMs)),
    measuring: words.every(({ measuring }) => measuring),
    requests: words.reduce((sum, { requests }) => sum + requests, 0),
    errors: words.reduce((sum, { errors }) => sum + errors, 0),
    p95Ms: p95s.length === 0 ? null : Math.max(...p95s),
  };
}
