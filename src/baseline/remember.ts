import type { Counterexample } from '../model/counterexample.ts';
import type { Memory, Recall, RememberedRun } from '../model/memory.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { maxCounterexamples, maxRuns } from './document.ts';
import { runnerClass } from './runner-class.ts';

/**
 * What of a run may be remembered. `everything`: the default branch. `examples`: failing scenarios only, off it; a slow change
 * must not become its own measure. `nothing`: pull requests, merge queues.
 */
export type Permission = 'everything' | 'examples' | 'nothing';

const maxRunsOfClass = 60;

/** The baseline with this run in it, as far as it may be; null when there is nothing to save. */
export function remember(recall: Recall, run: Run, verdict: Verdict, permission: Permission): Memory | null {
  const known = recall.kind === 'found' ? recall.memory : emptyMemory(run);
  const addsRun = permission === 'everything' && isFit(run, verdict) && !known.runs.some((earlier) => isSame(earlier, run));
  const addsExamples = permission !== 'nothing' && run.counterexamples.some((example) => !known.counterexamples.some(same(example)));
  if (!addsRun && !addsExamples) return null;
  return {
    ...known,
    runs: addsRun ? capRuns([...known.runs, remembered(run)]) : known.runs,
    counterexamples: mergeExamples(known.counterexamples, run.counterexamples),
  };
}

/** A run that broke something, or that our own machinery spoiled, is no measure for others. Too little history is no fault of it. */
function isFit({ self }: Run, { kind, findings }: Verdict): boolean {
  return (
    kind !== 'fail' && self.generator.kind === 'ok' && self.runner.kind === 'ok' && findings.every((finding) => finding.kind !== 'broken')
  );
}

/** A run may be reported more than once; it still happened once. */
function isSame({ createdAt, commit }: RememberedRun, run: Run): boolean {
  return createdAt === run.createdAt && commit === run.source.commit;
}

function remembered(run: Run): RememberedRun {
  const { createdAt, configHash, metrics, source } = run;
  return { createdAt, commit: source.commit, ref: source.ref, runnerClass: runnerClass(run.runner), configHash, metrics };
}

/** The newest 60 of each runner class, and the newest 240 of all. */
function capRuns(runs: readonly RememberedRun[]): readonly RememberedRun[] {
  const seen = new Map<string, number>();
  const kept = runs.toReversed().filter((run) => {
    const count = (seen.get(run.runnerClass) ?? 0) + 1;
    seen.set(run.runnerClass, count);
    return count <= maxRunsOfClass;
  });
  return kept.slice(0, maxRuns).toReversed();
}

/** Newest last; one that was found again counts as new. */
function mergeExamples(known: readonly Counterexample[], found: readonly Counterexample[]): readonly Counterexample[] {
  const all = [...known, ...found];
  return all.filter((example, at) => !all.slice(at + 1).some(same(example))).slice(-maxCounterexamples);
}

function same(one: Counterexample): (other: Counterexample) => boolean {
  return (other) => other.property === one.property && other.scenario === one.scenario;
}

function emptyMemory({ suite, source }: Run): Memory {
  return { schema: 'plimsoll.baseline/1', suite, repository: source.repository, runs: [], counterexamples: [] };
}
