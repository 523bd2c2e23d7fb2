import type { Finding } from '../../model/finding.ts';
import type { Recall } from '../../model/memory.ts';
import type { Run } from '../../model/run.ts';
import type { Verdict } from '../../model/verdict.ts';
import { accept } from '../accept/accept.ts';
import { findIdle } from '../accept/idle.ts';
import type { Held, Outcome } from '../compare.ts';
import { findingsOf, judge, judgeHeld } from '../judge.ts';
import { neededRuns } from '../rules.ts';
import { listChanges } from './changes.ts';
import { compareGroups, neededRunsEach } from './compare.ts';
import { joinFindings } from './join.ts';
import type { Member } from './member.ts';
import { sayAside, sayGroups } from './say.ts';
import { sortSides, type Sides } from './sides.ts';
import { sayRuns } from './tell.ts';
import { fewestRuns } from './weigh.ts';

/** What was judged. */
export interface GroupsJudged {
  /** The newest after. What it was measured beside is left out: the verdict is not about that. */
  readonly run: Run;
  readonly verdict: Verdict;
}

/**
 * Judges runs by the limits and the policy of the newest, and against those before: one run against a history of them by the history's
 * rules, groups of at least four by ranks. Fewer say nothing of noise, and nothing is made of them. Null where there is no run after.
 */
export function judgeGroups(before: readonly Member[], after: readonly Member[]): GroupsJudged | null {
  const sides = sortSides(before, after);
  if (sides === null) return null;
  const run: Run = { ...sides.shown.run, base: { kind: 'unasked' } };
  const isHistory = sides.after.length === 1 && sides.judged.length === 1 && sides.before.length + 1 >= neededRuns;
  return { run, verdict: isHistory ? judgeHistory(run, sides) : judgeHeld(run, ...hold(sides)) };
}

function judgeHistory(run: Run, sides: Sides): Verdict {
  const { before, shown } = sides;
  const runs = before.map((member) => member.remembered);
  const recall: Recall = {
    kind: 'found',
    memory: { schema: 'plimsoll.baseline/1', suite: run.suite, repository: '', runs, acceptances: [], counterexamples: [] },
    sentence: '',
  };
  // It is held against these runs, whatever its configuration asked to hold it against.
  const asked: Run = { ...run, policy: { ...run.policy, compare: { with: 'history' } } };
  const verdict = judge(asked, recall, shown.remembered.runnerClass);
  return { ...verdict, baseline: { ...verdict.baseline, sentence: sayGroups(sides) } };
}

function hold(sides: Sides): readonly [held: Held, findings: readonly Finding[]] {
  const { shown, before, judged } = sides;
  const { accepted } = shown.run;
  const held = accept({ ...weighSides(sides), earlier: before.map(({ remembered }) => remembered) }, accepted);
  const alone: Held = { ...held, comparisons: [] };
  const others = judged.filter((member) => member !== shown).map(({ run }) => findingsOf(run, alone));
  return [held, [...joinFindings(findingsOf(shown.run, held), others), ...findIdle(accepted, held.comparisons)]];
}

function weighSides(sides: Sides): Omit<Held, 'earlier'> {
  const { before, after, shown } = sides;
  if (before.length === 0 || after.length === 0) return setApart(sides);
  const note = { runs: before.length, pairs: 0, sentence: sayGroups(sides) };
  if (Math.min(before.length, after.length) >= fewestRuns) {
    const { word, comparisons } = compareGroups(before, after, new Set(shown.run.accepted.map(({ metric }) => metric)));
    return { comparisons, note, outcome: { kind: 'groups', word } };
  }
  const sentence = `${tooFew(sides)} ${neededRunsEach(before, after)} of each would do, or ${neededRuns - 1} before against one.`;
  return { comparisons: listChanges(before, after), note, outcome: { kind: 'absent', sentence } };
}

function setApart({ before, after, aside }: Sides): Omit<Held, 'earlier'> {
  const sides = [...(before.length === 0 ? ['before'] : []), ...(after.length === 0 ? ['after'] : [])].join(' or ');
  const sentence = `No run ${sides} may be compared. ${sayAside(aside)}`;
  const outcome: Outcome = { kind: 'apart', sentence };
  return { comparisons: [], note: { runs: 0, pairs: 0, sentence }, outcome };
}

function tooFew({ before, after }: Sides): string {
  if (before.length === 1 && after.length === 1) return 'One run on each side says nothing of the noise between runs:';
  return `${sayRuns(before.length)} before and ${after.length} after are too few to tell a change from noise:`;
}
