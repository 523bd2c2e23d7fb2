import type { Endurance } from '../model/endurance.ts';
import type { PropertySearch } from '../model/run.ts';
import { tellLongRun } from './say-sustained.ts';
import { sustainedId } from './sustained.ts';

/** What was tried to see whether a long run stays as good as it began: one load for each process; none where there was no time for one. */
export function searchesOf(endurances: readonly Endurance[], seed: number): readonly PropertySearch[] {
  const answered = endurances.filter(({ mode, batches }) => mode === 'answered' && batches.length > 0);
  if (answered.length === 0) return [];
  const spread = answered.map(({ attempt, durationMs, batches }) =>
    tellLongRun({ attempt, durationMs, batches: batches.length, operations: batches.at(-1)?.operations ?? 0 }),
  );
  return [{ property: sustainedId, scenarios: answered.length, seed, path: '', spread }];
}
