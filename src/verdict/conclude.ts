import type { Finding } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { BaselineNote, VerdictKind } from '../model/verdict.ts';
import type { Compared } from './history.ts';
import { blockingOf } from './rank.ts';
import { neededRuns } from './rules.ts';

/** What the gate says, and why in one sentence or two. */
interface Conclusion {
  readonly kind: VerdictKind;
  readonly reason: string;
}

/** Draws the overall verdict from ranked findings and comparisons. */
export function conclude(policy: Policy, ranked: readonly Finding[], compared: readonly Compared[], note: BaselineNote): Conclusion {
  const broken = ranked.filter((finding) => finding.kind === 'broken' && blockingOf(finding) !== null);
  const blocking = broken.filter((finding) => policy.failOn.some((clause) => clause === blockingOf(finding)));
  if (blocking.length > 0) return { kind: 'fail', reason: tellFirst(blocking, 'broken') };
  // Broken, but by policy only told: it comes first in whatever is said.
  const told = broken.length === 0 ? '' : `${tellFirst(broken, 'broken')} By policy this does not block. `;
  const open = ranked.filter((finding) => finding.kind === 'inconclusive' || (finding.kind === 'broken' && blockingOf(finding) === null));
  if (open.length > 0) return { kind: 'inconclusive', reason: `${told}${tellFirst(open, 'undecided')}` };
  const held = told === '' ? tellLimits(policy) : `${told}Nothing else broke`;
  if (policy.compare.with === 'none') return { kind: 'pass', reason: `${held}; nothing was compared.` };
  const suspects = compared.filter(({ comparison, mature }) => mature && comparison.kind === 'inconclusive');
  if (suspects.length > 0) return { kind: 'inconclusive', reason: `${told}${tellSuspects(suspects)}` };
  if (!compared.some(({ mature }) => mature)) return { kind: 'not-comparable', reason: `${held}, but ${tellYoung(note)}` };
  return { kind: 'pass', reason: `${held}, and nothing ${told === '' ? '' : 'else '}got worse than in ${note.runs} earlier runs.` };
}

function tellFirst(findings: readonly Finding[], word: string): string {
  const more = findings.length - 1;
  const first = (findings[0]?.sentence ?? '').replace(/[^.!?]$/, '$&.');
  return more <= 0 ? first : `${first} ${more} more ${more === 1 ? 'finding is' : 'findings are'} ${word}.`;
}

function tellSuspects(suspects: readonly Compared[]): string {
  const alone = suspects.filter(({ excused }) => excused === null);
  if (alone.length > 0) return `${tellNames(alone)} among the worst seen, but one run cannot tell a change from noise.`;
  return `${tellNames(suspects)} worse than before, but not surely by the service. ${suspects[0]?.excused ?? ''}`;
}

function tellNames(suspects: readonly Compared[]): string {
  const names = suspects.map(({ comparison }) => comparison.metric);
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  return `${shown} ${names.length === 1 ? 'is' : 'are'}`;
}

/** Too little history is no doubt about this run: it never blocks, or nobody could ever begin. */
function tellYoung({ runs, sentence }: BaselineNote): string {
  if (runs === 0) return `there is nothing to compare with. ${sentence}`;
  return `there are only ${runs + 1} of the ${neededRuns} runs a comparison needs.`;
}

function tellLimits({ limits }: Policy): string {
  if (limits.length === 0) return 'Nothing broke';
  return limits.length === 1 ? 'The limit held' : `All ${limits.length} limits held`;
}
