import type { Paired } from '../model/paired.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { writeDuration } from '../units/print.ts';
import { fenced, markdown } from './markdown-text.ts';
import { core } from './nothing-worse.ts';
import { isCompared } from './order.ts';
import { pairedWith } from './paired-with.ts';
import { code, joined, type Phrase, read, words } from './phrase.ts';
import { detectable, ofEach } from './seen.ts';
import { outcomes } from './tally.ts';

const mostFailures = 5;

/** For a run that cannot tell: what it did judge, what it could not have seen, and what to do about it. */
export function advise(run: Run, verdict: Verdict): string {
  const judged = verdict.findings.filter((finding) => !finding.id.startsWith('self.'));
  const all = judged.every((finding) => finding.kind === 'held') ? 'all held' : outcomes(judged);
  const unseen = /%|points/.test(verdict.reason) ? '' : invisible(verdict);
  const paired = pairedWith(run, verdict);
  const failures = new Set(paired !== null && isInVain(paired, verdict) ? paired.failures : []);
  return [
    [
      `Limits and properties were judged as usual (${all}).`,
      ...(unseen === '' ? [] : [`A change under ${unseen} would have been invisible.`]),
      ...(verdict.blocks ? ['By policy, not knowing blocks the merge.'] : []),
      `**What to do:** ${markdown(whatToDo(run, verdict))}`,
    ].join(' '),
    ...(failures.size === 0 ? [] : [fenced([...failures], mostFailures)]),
  ].join('\n\n');
}

/** Now and then one fails by bad luck. */
function isInVain({ failures, headFailures }: Paired, { baseline: { pairs } }: Verdict): boolean {
  if (failures.length > 0 && headFailures === failures.length) return true;
  return failures.length > (pairs + failures.length) / 8;
}

function invisible({ comparisons }: Verdict): string {
  const compared = comparisons.filter(isCompared);
  const telling = compared.filter(({ metric }) => core.has(metric));
  return ofEach(telling.length > 0 ? telling : compared, detectable);
}

function whatToDo(run: Run, verdict: Verdict): Phrase {
  const paired = pairedWith(run, verdict);
  if (paired !== null && isInVain(paired, verdict)) {
    if (paired.headFailures === paired.failures.length) {
      return words('see why this version did not run beside its base (below), then re-run the job.');
    }
    const which = paired.commit === '' ? read(paired.name, 100) : code(paired.commit.slice(0, 7));
    return joined([...words('see why the base '), ...which, ...words(' did not run beside this version (below), then re-run the job.')]);
  }
  if (run.base.kind === 'absent' && verdict.comparisons.length === 0) {
    return joined([
      ...words('make the base available, or compare with earlier runs alone: '),
      ...code('compare: { with: history }'),
      ...words('.'),
    ]);
  }
  const budget = code(`budget: ${writeDuration(2 * run.budgetMs)}`);
  return joined([...words('re-run the job, give it '), ...budget, ...words(', or use a larger runner.')]);
}
