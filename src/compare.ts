import { resolve } from 'node:path';
import { remembered } from './baseline/remember.ts';
import { loadRuns, type RunGroup } from './baseline/run-group.ts';
import { Fault } from './fault.ts';
import type { Run } from './model/run.ts';
import type { Verdict } from './model/verdict.ts';
import { judgeGroups } from './verdict/groups/judge.ts';
import type { Member } from './verdict/groups/member.ts';
import { named } from './verdict/groups/say.ts';

/** What comparing two groups of documents ends in. */
export interface Compared {
  /** The newest run after, which is told. */
  readonly run: Run;
  readonly verdict: Verdict;
  /** Every file that was read, absolute. */
  readonly files: readonly string[];
}

/** Judges the runs that one path names against those that another does. Nothing is measured, and nothing remembered. */
export async function compareRuns(before: string, after: string): Promise<Compared> {
  const [earlier, later] = [await loadRuns(before), await loadRuns(after)];
  const judged = judgeGroups(membersOf(earlier), membersOf(later));
  if (judged === null) throw new Fault('runs.missing', { path: after, why: 'there is no run.json in it' });
  const skipped = [...earlier.skipped, ...later.skipped];
  return {
    run: judged.run,
    verdict: skipped.length === 0 ? judged.verdict : withSkipped(judged.verdict, skipped),
    files: [...earlier.runs, ...later.runs].map(({ file }) => resolve(file)),
  };
}

function membersOf({ runs }: RunGroup): readonly Member[] {
  return runs.map(({ run }) => ({ run, remembered: remembered(run) }));
}

function withSkipped(verdict: Verdict, skipped: readonly string[]): Verdict {
  return { ...verdict, baseline: { ...verdict.baseline, sentence: `${verdict.baseline.sentence} No runs: ${named(skipped)}.` } };
}
