import type { Recall, RememberedRun } from '../model/memory.ts';
import type { Run } from '../model/run.ts';
import type { BaselineNote } from '../model/verdict.ts';

/** The earlier runs this one may be held against, oldest first, and what there is to say about them. */
export interface Comparable {
  readonly runs: readonly RememberedRun[];
  readonly note: BaselineNote;
}

/** Picks the earlier runs of the same runner class and the same configuration: nothing else is ever compared. */
export function pickComparable(run: Run, recall: Recall, runnerClass: string): Comparable {
  if (recall.kind === 'none') return { runs: [], note: { runs: 0, sentence: recall.sentence } };
  // A run that is reported a second time may be remembered already: it is no measure of itself.
  const all = recall.memory.runs.filter(({ createdAt, commit }) => createdAt !== run.createdAt || commit !== run.source.commit);
  const sameClass = all.filter((earlier) => earlier.runnerClass === runnerClass);
  const runs = sameClass.filter((earlier) => earlier.configHash === run.configHash);
  const left = [
    tellLeft(all.length - sameClass.length, 'on another kind of runner'),
    tellLeft(sameClass.length - runs.length, 'with another configuration'),
  ].filter((part) => part !== '');
  const aside = left.length === 0 ? '' : ` Left aside: ${left.join(', ')}.`;
  return { runs, note: { runs: runs.length, sentence: `${recall.sentence}${aside}` } };
}

function tellLeft(count: number, why: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? 'run' : 'runs'} ${why}`;
}
