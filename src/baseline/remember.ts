import type { Counterexample } from '../model/counterexample.ts';
import type { Memory, Recall, RememberedRun } from '../model/memory.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { capRuns } from './cap-runs.ts';
import { maxCounterexamples } from './document.ts';
import { keepAcceptances } from './keep-acceptances.ts';
import { runnerClass } from './runner-class.ts';

/**
 * What of a run may be remembered. `everything`: the default branch. `examples`: failing scenarios only, off it; a slow change
 * must not become its own measure. `nothing`: pull requests, merge queues.
 */
export type Permission = 'everything' | 'examples' | 'nothing';

/** What is to be saved. `why` completes "the run was not kept: …" and has no full stop at its end. */
export type Remembered =
  | { readonly kind: 'memory'; readonly memory: Memory }
  /** The run's failing scenarios without the run. */
  | { readonly kind: 'examples'; readonly memory: Memory; readonly why: string }
  | { readonly kind: 'nothing'; readonly why: string };

/** The baseline with this run in it, as far as it may be. */
export function remember(recall: Recall, run: Run, verdict: Verdict, permission: Permission): Remembered {
  const known = recall.kind === 'found' ? recall.memory : emptyMemory(run);
  const why = findObstacle(known, run, verdict, permission);
  const addsExamples = permission !== 'nothing' && run.counterexamples.some((example) => !known.counterexamples.some(same(example)));
  if (why !== null && !addsExamples) return { kind: 'nothing', why };
  const memory = {
    ...known,
    repository: known.repository || run.source.repository,
    counterexamples: mergeExamples(known.counterexamples, run.counterexamples),
  };
  if (why !== null) return { kind: 'examples', memory, why };
  const acceptances = keepAcceptances(known.acceptances, run);
  return { kind: 'memory', memory: { ...memory, runs: capRuns([...known.runs, remembered(run)]), acceptances } };
}

/** Why this run may not become a measure for others, or null when it may. Too little history is no fault of it. */
function findObstacle(known: Memory, run: Run, { findings }: Verdict, permission: Permission): string | null {
  if (permission === 'nothing') return "only the gate's own runs of the default branch become a baseline";
  if (permission === 'examples') return 'only a clean checkout of the default branch becomes a baseline, elsewhere only failing scenarios';
  // A leak does not excuse another, and blocks on its own: without runs that leaked an old one would be told from a new one nowhere.
  const broken = findings.filter(({ id, kind }) => kind === 'broken' && !isLeak(id));
  if (broken.some(({ id }) => id !== 'steadiness')) return 'something broke';
  if (broken.length > 0) return 'it reached no steady state';
  // Where its effect is bounded, trouble of our own was weighed in each judgement, and no more is known against the run.
  const spoiled = [run.self.generator, run.self.runner].find((check) => check.kind === 'spoiled' && check.mostShare === undefined);
  if (spoiled !== undefined) return `our own measuring was spoiled. ${plain(spoiled.sentence)}`;
  // What was measured above its limit is left open only for trouble of our own.
  const doubted = findings.find(
    ({ kind, id, measured }) => kind === 'inconclusive' && id.startsWith('limit.') && measured !== null && !isLeak(id),
  );
  if (doubted !== undefined) return `a limit may have been broken. ${plain(doubted.sentence)}`;
  return known.runs.some((earlier) => isSame(earlier, run)) ? 'it is in the baseline already' : null;
}

function isLeak(id: string): boolean {
  return id.startsWith('leak.') || id === 'limit.leak';
}

/** A run document may be a stranger's, and this is printed where a runner looks for commands. */
function plain(sentence: string): string {
  return sentence
    .replace(/\p{C}+/gu, ' ')
    .replaceAll('##[', '# #[')
    .trim()
    .replace(/\.$/, '');
}

/** A run may be reported more than once; it still happened once. */
function isSame({ createdAt, commit }: RememberedRun, run: Run): boolean {
  return createdAt === run.createdAt && commit === run.source.commit;
}

/** What of a run is remembered. */
export function remembered(run: Run): RememberedRun {
  const { createdAt, configHash, metrics, source } = run;
  return { createdAt, commit: source.commit, ref: source.ref, runnerClass: runnerClass(run.runner), configHash, metrics };
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
  return { schema: 'plimsoll.baseline/1', suite, repository: source.repository, runs: [], acceptances: [], counterexamples: [] };
}
