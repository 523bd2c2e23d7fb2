import type { Finding } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { BaselineNote, VerdictKind } from '../model/verdict.ts';
import type { Outcome } from './compare.ts';
import type { Compared } from './history.ts';
import { blockingOf } from './rank.ts';
import { isReference } from './references.ts';
import type { PairedWord } from './paired/conclude.ts';
import { neededRuns } from './rules.ts';

/** What the gate says, and why in one sentence or two. */
interface Conclusion {
  readonly kind: VerdictKind;
  readonly reason: string;
}

/** Draws the overall verdict from ranked findings and comparisons. */
export function conclude(policy: Policy, ranked: readonly Finding[], outcome: Outcome, note: BaselineNote): Conclusion {
  // What another finding tells is not told again: that one blocks as well.
  const broken = ranked.filter((finding) => finding.kind === 'broken' && blockingOf(finding) !== null && !isReference(finding));
  const blocking = broken.filter((finding) => policy.failOn.some((clause) => clause === blockingOf(finding)));
  const toldAccepted = tellAccepted(ranked);
  const ofBase = outcome.kind === 'history' ? outcome.ofBase : '';
  if (blocking.length > 0) {
    const toldBase = blocking.some((finding) => blockingOf(finding) === 'regression') ? ofBase : '';
    return { kind: 'fail', reason: [tellFirst(blocking, 'broken'), toldAccepted.trimEnd(), toldBase].filter(Boolean).join(' ') };
  }
  // Broken, but by policy only told, or worse and let pass: it comes first in whatever is said.
  const toldBroken = broken.length === 0 ? '' : `${tellFirst(broken, 'broken')} By policy this does not block. `;
  const told = `${toldBroken}${toldAccepted}`;
  const open = ranked.filter(
    (finding) => finding.kind === 'inconclusive' || (finding.kind === 'broken' && blockingOf(finding) === null && !isReference(finding)),
  );
  if (open.length > 0) return { kind: 'inconclusive', reason: `${told}${tellFirst(open, 'undecided')}` };
  const held = `${told}${toldBroken === '' ? tellLimits(policy) : 'Nothing else broke'}`;
  switch (outcome.kind) {
    case 'unasked':
      return { kind: 'pass', reason: `${held}; nothing was compared.` };
    case 'same':
      return { kind: 'pass', reason: `${held}. ${outcome.sentence}` };
    case 'absent':
      return { kind: 'inconclusive', reason: `${told}Whether anything got worse is not known. ${outcome.sentence}` };
    case 'apart':
      return { kind: 'not-comparable', reason: `${held}, but there is nothing to compare with. ${outcome.sentence}` };
    case 'paired':
    case 'groups':
      return concludePairs(outcome.word, held, told);
    case 'history':
      return concludeHistory(outcome, held, told, note);
    default:
      return outcome satisfies never;
  }
}

/** A regression that is left here is one that policy lets pass; it is told already. */
function concludePairs({ kind, reason }: PairedWord, held: string, told: string): Conclusion {
  if (kind === 'inconclusive') return { kind: 'inconclusive', reason: `${told}${reason}` };
  return { kind: 'pass', reason: kind === 'pass' ? `${held}. ${reason}` : `${held}.` };
}

function concludeHistory(
  { compared, gone, ofBase }: Extract<Outcome, { kind: 'history' }>,
  held: string,
  told: string,
  note: BaselineNote,
): Conclusion {
  const toldBase = ofBase === '' ? '' : ` ${ofBase}`;
  const suspects = compared.filter(
    ({ comparison, mature }) => mature && comparison.kind === 'inconclusive' && comparison.accepted === null,
  );
  if (suspects.length > 0) return { kind: 'inconclusive', reason: `${told}${tellSuspects(suspects)}${toldBase}` };
  if (gone.length > 0 && note.runs + 1 >= neededRuns) {
    return { kind: 'inconclusive', reason: `${told}Not measured this time: ${gone.join(', ')}.${toldBase}` };
  }
  if (!compared.some(({ mature }) => mature)) return { kind: 'not-comparable', reason: `${held}, but ${tellYoung(note)}` };
  return {
    kind: 'pass',
    reason: `${held}, and nothing ${told === '' ? '' : 'else '}got worse than in ${note.runs} earlier runs.${toldBase}`,
  };
}

/** What got worse and was let pass: all of it by name. */
function tellAccepted(findings: readonly Finding[]): string {
  const [first, ...more] = findings.filter(({ id, kind }) => kind === 'held' && id.startsWith('regression.'));
  if (first === undefined) return '';
  const others = more.map(({ id }) => id.slice('regression.'.length)).join(', ');
  return `${first.sentence} ${others === '' ? '' : `So were: ${others}. `}`;
}

function tellFirst(findings: readonly Finding[], word: string): string {
  const more = findings.length - 1;
  const first = (findings[0]?.sentence ?? '').replace(/[^.!?]$/, '$&.');
  return more <= 0 ? first : `${first} ${more} more ${more === 1 ? 'finding is' : 'findings are'} ${word}.`;
}

function tellSuspects(suspects: readonly Compared[]): string {
  const alone = suspects.filter(({ excused }) => excused === null);
  const fresh = alone.filter(({ known }) => !known);
  if (fresh.length > 0)
    return `${tellNames(fresh)} worse than usual by more than noise mostly is, but one run cannot tell a change from noise.`;
  if (alone.length > 0)
    return `${tellNames(alone)} worse than usual, as the run before was already: whether this run adds to it is not known.`;
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
