import type { Acceptance } from '../model/acceptance.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Recall, RememberedRun } from '../model/memory.ts';
import type { Paired } from '../model/paired.ts';
import type { Run, Runner } from '../model/run.ts';
import type { BaselineNote } from '../model/verdict.ts';
import { printCount } from '../units/print.ts';
import { sayCpu } from '../words.ts';
import { pickComparable, type Comparable } from './comparable.ts';
import { compareWithHistory, type Compared } from './history.ts';
import { comparePaired, type PairedVerdict } from './paired/compare.ts';
import type { PairedWord } from './paired/conclude.ts';
import { fewestPairs } from './paired/plan.ts';
import { sayBase, sayCommit } from './say-base.ts';

/** What a run was held against, and what came of it. */
export interface Held {
  readonly comparisons: readonly Comparison[];
  /** The runs before it that may be compared, oldest first; none where they were not asked for. */
  readonly earlier: readonly RememberedRun[];
  readonly note: BaselineNote;
  readonly outcome: Outcome;
}

/** Whose word counts. */
export type Outcome =
  | { readonly kind: 'unasked' }
  | {
      readonly kind: 'history';
      readonly compared: readonly Compared[];
      /** Metrics that earlier runs had and this run has not. */
      readonly gone: readonly string[];
      /** Why its pairs with the base were of no use; empty where there were none. */
      readonly ofBase: string;
    }
  | { readonly kind: 'paired'; readonly word: PairedWord }
  /** Two groups of whole runs. */
  | { readonly kind: 'groups'; readonly word: PairedWord }
  /** What was to be compared must not be. */
  | { readonly kind: 'apart'; readonly sentence: string }
  /** There is nothing to compare: base and head are the same code, or this is the base itself. */
  | { readonly kind: 'same'; readonly sentence: string }
  /** Only the base could have told. */
  | { readonly kind: 'absent'; readonly sentence: string };

/**
 * Holds a run against its base, which goes before all else where it was measured beside it often enough, and else against the runs before.
 * Where these are too few as well, it stays open what a comparison with the base would have said.
 */
export function compare(run: Run, recall: Recall, runnerClass: string): Held {
  const { base } = run;
  const asked = run.policy.compare.with;
  if (asked === 'none') {
    const sentence = 'Nothing was compared: the configuration asks for no comparison.';
    return { comparisons: [], earlier: [], note: { runs: 0, pairs: 0, sentence }, outcome: { kind: 'unasked' } };
  }
  const comparable = asked === 'base' ? nothingRecalled : pickComparable(run, recall, runnerClass);
  const { runs: earlier } = comparable;
  if (base.kind === 'paired') {
    const paired = comparePaired(base.paired, namesOf(run.accepted));
    if (asked === 'auto' && paired.tests < fewestPairs) {
      const held = holdAgainstHistory(run, comparable, { note: paired.word.reason, reason: paired.word.reason });
      if (isMature(held)) return held;
    }
    return holdAgainstBase(run, base.paired, paired, earlier);
  }
  const said = sayBase(base);
  const tellBase = (sentence: string, outcome: Outcome): Held => ({
    comparisons: [],
    earlier,
    note: { runs: 0, pairs: 0, sentence },
    outcome,
  });
  if (base.kind === 'same') return tellBase(said, { kind: 'same', sentence: said });
  if (asked === 'base') {
    return base.kind === 'unasked'
      ? tellBase(itself, { kind: 'same', sentence: itself })
      : tellBase(said, { kind: 'absent', sentence: said });
  }
  const held = holdAgainstHistory(run, comparable, { note: said, reason: '' });
  const isOpen = asked === 'auto' && base.kind === 'absent' && base.missed && !isMature(held);
  return isOpen ? { ...held, outcome: { kind: 'absent', sentence: said } } : held;
}

const itself = 'This is the base itself: there is nothing to hold it against.';

function holdAgainstBase(run: Run, paired: Paired, { comparisons, word, tests, controls }: PairedVerdict, earlier: Held['earlier']): Held {
  const sentence = sayPairs(paired, run.runner, tests, controls);
  return { comparisons, earlier, note: { runs: 0, pairs: tests, sentence }, outcome: { kind: 'paired', word } };
}

/** `ofBase`: what there is to say of the base beside the earlier runs, in the note and in the reason. */
function holdAgainstHistory(run: Run, comparable: Comparable, ofBase: { readonly note: string; readonly reason: string }): Held {
  const { runs: earlier, gone, note } = comparable;
  const compared = compareWithHistory(run, comparable);
  return {
    comparisons: compared.map(({ comparison }) => comparison),
    earlier,
    note: { ...note, sentence: `${note.sentence} ${ofBase.note}`.trimEnd() },
    outcome: { kind: 'history', compared, gone, ofBase: ofBase.reason },
  };
}

/** Whether earlier runs are enough to judge anything by. */
function isMature({ outcome }: Held): boolean {
  return outcome.kind === 'history' && outcome.compared.some(({ mature }) => mature);
}

function namesOf(accepted: readonly Acceptance[]): ReadonlySet<string> {
  return new Set(accepted.map(({ metric }) => metric));
}

const nothingRecalled: Comparable = { runs: [], acceptances: [], gone: [], note: { runs: 0, pairs: 0, sentence: '' } };

function sayPairs({ name, commit, planned, failures, leftOut, notes }: Paired, runner: Runner, tests: number, controls: number): string {
  const checked = controls === 0 ? '' : `, ${printCount(controls)} more of base and base`;
  const failed = failures.length === 0 ? '' : `, ${printCount(failures.length)} came to nothing`;
  const early = tests < planned ? ` of at most ${printCount(planned)}` : '';
  const without = leftOut.length === 0 ? '' : ` Without ${leftOut.join(', ')}, which the base does not answer.`;
  const noted = notes.length === 0 ? '' : ` Of the base: ${notes.join('; ')}.`;
  return `${printCount(tests)} restarted pairs${early} with ${name}${sayCommit(commit)}, side by side on ${sayCpu(runner)}${checked}${failed}.${without}${noted}`;
}
