import type { GitAnswer } from '../../git.ts';
import { tellGit, tidy } from './tidy.ts';

/** What came of asking a remote for commits; `why` is a half-sentence. */
export type Fetched =
  | { readonly kind: 'fetched' }
  /** The remote answers and does not have it. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly why: string };

const absent = /couldn't find remote ref|not our ref|unadvertised object|no such remote ref/i;
const denied =
  /could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|Permission denied|Host key verification failed|returned error: 40[13]|Repository not found|access denied/i;
const unreachable =
  /Could not resolve|unable to access|Connection (?:refused|reset|timed out)|timed out|unreachable|does not appear to be a git repository|early EOF|hung up/i;

/** Reads what git said when it was told to speak to a remote. */
export function readFetch(answer: GitAnswer, remote: string): Fetched {
  const refused = (why: string): Fetched => ({ kind: 'refused', why });
  const name = tidy(remote);
  switch (answer.kind) {
    case 'done':
      return { kind: 'fetched' };
    case 'late':
      return refused(`${name} took too long to answer`);
    case 'failed':
      if (absent.test(answer.stderr)) return { kind: 'absent' };
      if (denied.test(answer.stderr)) return refused(`${name} refused us for want of credentials`);
      if (unreachable.test(answer.stderr)) return refused(`${name} could not be reached`);
      return refused(`${name} gave nothing (${tellGit(answer.stderr)})`);
    default:
      return refused(`${name} could not be asked`);
  }
}
