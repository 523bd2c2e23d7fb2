import type { Memory } from '../model/memory.ts';
import { mostAcceptances } from './acceptance-schema.ts';
import { capRuns } from './cap-runs.ts';
import { maxCounterexamples } from './document.ts';

/**
 * Joins two baselines that grew from one: `mine` is what this run made of `recalled`, and `current` what lies there by now, with whatever other
 * runs have put there meanwhile. Nothing that either added is lost but to the caps, and nothing that this run dropped comes back.
 */
export function mergeMemories(current: Memory, recalled: Memory | null, mine: Memory): Memory {
  const before = recalled ?? { runs: [], acceptances: [], counterexamples: [] };
  return {
    ...mine,
    repository: mine.repository || current.repository,
    runs: capRuns(join(current.runs, before.runs, mine.runs)),
    acceptances: join(current.acceptances, before.acceptances, mine.acceptances).slice(-mostAcceptances),
    counterexamples: joinNewestLast(current.counterexamples, before.counterexamples, mine.counterexamples).slice(-maxCounterexamples),
  };
}

/** What is there keeps its place, and what I added comes after it. */
function join<T>(current: readonly T[], before: readonly T[], mine: readonly T[]): readonly T[] {
  const [known, own] = [textsOf(before), textsOf(mine)];
  const kept = current.filter((each) => own.has(textOf(each)) || !known.has(textOf(each)));
  const there = textsOf(kept);
  return [...kept, ...mine.filter((each) => !there.has(textOf(each)) && !known.has(textOf(each)))];
}

/** My order, which says what was found again lately, after what others have added. */
function joinNewestLast<T>(current: readonly T[], before: readonly T[], mine: readonly T[]): readonly T[] {
  const [known, own] = [textsOf(before), textsOf(mine)];
  return [...current.filter((each) => !own.has(textOf(each)) && !known.has(textOf(each))), ...mine];
}

function textsOf(all: readonly unknown[]): ReadonlySet<string> {
  return new Set(all.map(textOf));
}

/** Both come from documents: what is the same has the same text. */
function textOf(value: unknown): string {
  return JSON.stringify(value);
}
