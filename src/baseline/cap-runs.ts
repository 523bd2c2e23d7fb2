import type { RememberedRun } from '../model/memory.ts';
import { maxRuns } from './document.ts';

/** As many as are compared at most: only runs of one class and configuration ever are. */
const maxRunsAlike = 60;

/** The newest 60 of each runner class and configuration, and the newest 240 of all. */
export function capRuns(runs: readonly RememberedRun[]): readonly RememberedRun[] {
  const seen = new Map<string, number>();
  const kept = runs.toReversed().filter(({ runnerClass, configHash }) => {
    const alike = JSON.stringify([runnerClass, configHash]);
    const count = (seen.get(alike) ?? 0) + 1;
    seen.set(alike, count);
    return count <= maxRunsAlike;
  });
  return kept.slice(0, maxRuns).toReversed();
}
