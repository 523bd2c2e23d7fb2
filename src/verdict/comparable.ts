import type { KeptAcceptance } from '../model/acceptance.ts';
import type { Recall, RememberedRun } from '../model/memory.ts';
import type { RunAlone } from '../model/run.ts';
import type { BaselineNote } from '../model/verdict.ts';
import { standing } from './accept/standing.ts';
import { isHeldAgainstHistory } from './history.ts';
import { isOfScaling } from './history/demanded-effect.ts';
import { findMissing, tellMissing } from './history/missing.ts';
import { sayRun } from './history/say-run.ts';

/** The earlier runs this one may be held against, oldest first, and what there is to say about them. */
export interface Comparable {
  readonly runs: readonly RememberedRun[];
  readonly acceptances: readonly KeptAcceptance[];
  /** Metrics that most of them have and this run has not, of those that are held against history. */
  readonly gone: readonly string[];
  readonly note: BaselineNote;
}

/**
 * Picks the earlier runs of the same runner class and the same configuration: nothing else is ever compared. Runs are in the order in which
 * they were kept, and the last is the newest whatever the clocks of their machines said.
 */
export function pickComparable(run: RunAlone, recall: Recall, runnerClass: string): Comparable {
  if (recall.kind === 'none') return { ...nothing, note: { runs: 0, pairs: 0, sentence: recall.sentence } };
  // A run that is reported a second time may be remembered already: it is no measure of itself.
  const all = recall.memory.runs.filter(({ createdAt, commit }) => createdAt !== run.createdAt || commit !== run.source.commit);
  const sameClass = all.filter((earlier) => earlier.runnerClass === runnerClass);
  const otherClass = all.filter((earlier) => earlier.runnerClass !== runnerClass);
  const runs = sameClass.filter((earlier) => earlier.configHash === run.configHash);
  const otherConfig = sameClass.filter((earlier) => earlier.configHash !== run.configHash);
  // Where the configuration changed just now, the runs before are no measure, but they know what was measured.
  const before = runs.length > 0 ? runs : otherConfig.filter(({ configHash }) => configHash === otherConfig.at(-1)?.configHash);
  const missing = findMissing(run, before);
  const sentence = [
    runs.length === 0 ? recall.sentence : `${count(runs, 'earlier ')} on ${runnerClass}, the newest${sayRun(runs.at(-1))}.`,
    tellMissing(missing),
    tellAside(otherClass, otherConfig, runnerClass, runs.length > 0),
  ];
  return {
    runs,
    acceptances: standing(recall.memory.acceptances, run.createdAt),
    gone: runs.length === 0 ? [] : missing.goneMetrics.filter((name) => isHeldAgainstHistory(name) && !isOfScaling(name)),
    note: { runs: runs.length, pairs: 0, sentence: sentence.filter((part) => part !== '').join(' ') },
  };
}

const nothing = { runs: [], acceptances: [], gone: [] };

function tellAside(
  otherClass: readonly RememberedRun[],
  otherConfig: readonly RememberedRun[],
  runnerClass: string,
  isCompared: boolean,
): string {
  const onAnother = tellLeft(otherClass, `on another kind of runner (${differences(otherClass.at(-1), runnerClass)})`);
  const withAnother = tellLeft(otherConfig, 'with another configuration');
  const parts = [onAnother, withAnother].filter((part) => part !== '');
  if (parts.length === 0) return '';
  const anew = !isCompared && withAnother !== '' ? ' The configuration changed, so its history begins anew.' : '';
  return `Left aside: ${parts.join('; ')}.${anew}`;
}

function tellLeft(left: readonly RememberedRun[], why: string): string {
  if (left.length === 0) return '';
  return `${count(left, '')} ${why}${left.length === 1 ? ',' : ', the newest'}${sayRun(left.at(-1))}`;
}

/** In what another runner class differs: its parts stand between middle dots. */
function differences(run: RememberedRun | undefined, runnerClass: string): string {
  const own = new Set(runnerClass.split(' · '));
  const others = (run?.runnerClass ?? '').split(' · ').filter((part) => !own.has(part));
  return others.length === 0 ? 'unlike this one' : others.join(' · ').slice(0, longestClass);
}

const longestClass = 80;

function count(runs: readonly RememberedRun[], which: '' | 'earlier '): string {
  return `${runs.length} ${which}${runs.length === 1 ? 'run' : 'runs'}`;
}
