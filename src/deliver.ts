import { dirname } from 'node:path';
import type { Gated } from './gate.ts';
import type { Api } from './github/api.ts';
import { uploadArtifact } from './github/artifact.ts';
import type { Check, CheckResult } from './github/check.ts';
import { commentMarker, stickComment } from './github/comment.ts';
import { runUrl, type GithubContext } from './github/context.ts';
import { degraded, type Delivery } from './github/delivery.ts';
import { findPullRequest } from './github/pull-request.ts';
import { appendSummary } from './github/summary.ts';
import type { Verdict } from './model/verdict.ts';
import type { OutFiles } from './out.ts';
import { headline } from './report/headline.ts';
import { tellMarkdown } from './report/markdown.ts';

/** Where a verdict goes on GitHub. */
export interface Address {
  readonly context: GithubContext;
  readonly api: Api;
  /** Null when no check run is wanted, or none may be. */
  readonly check: Check | null;
  readonly comment: boolean;
  readonly artifact: boolean;
  /** The file GitHub shows as the job summary. */
  readonly summaryFile: string | undefined;
}

/** Characters (and for a check bytes) each place takes, with room to spare. */
const room = { summary: 800_000, check: 60_000, comment: 60_000 } as const;

/** Tells GitHub the verdict: summary first, which needs no token, then check, comment and artifact. A refusal never changes the verdict. */
export async function deliver({ run, verdict }: Gated, files: OutFiles | null, address: Address): Promise<readonly Delivery[]> {
  const { context, check } = address;
  const where = runUrl(context);
  const markdown = (maxChars: number, pointer: string): string =>
    tellMarkdown(run, verdict, { maxChars, maxBytes: maxChars, where: pointer });
  const title = headline(run, verdict);
  return [
    await appendSummary(address.summaryFile, markdown(room.summary, '')),
    ...(check === null ? [] : [await check.conclude({ conclusion: conclusionOf(verdict), title, summary: markdown(room.check, where) })]),
    ...(await comment(markdown(room.comment, where), verdict.suite, address)),
    ...(address.artifact && files !== null
      ? [await uploadArtifact({ ...context, suite: verdict.suite }, Object.values(files), dirname(files.run))]
      : []),
  ];
}

/** Tells GitHub that there is no verdict, and why; a stale comment must not go on saying that all is well. */
export async function deliverFault(markdown: string, title: string, suite: string, address: Address): Promise<readonly Delivery[]> {
  const { check } = address;
  return [
    await appendSummary(address.summaryFile, markdown),
    ...(check === null ? [] : [await check.conclude({ conclusion: 'failure', title, summary: markdown })]),
    ...(await comment(markdown, suite, address)),
  ];
}

/** Only a pull request has a place for a comment; in `workflow_run` it must be found first. */
async function comment(markdown: string, suite: string, { context, api, comment: wanted }: Address): Promise<readonly Delivery[]> {
  const { event, repository, pullRequest } = context;
  if (!wanted || (pullRequest === null && event !== 'workflow_run')) return [];
  const found = pullRequest === null ? await findPullRequest(api, context) : ({ kind: 'found', number: pullRequest } as const);
  if (found.kind === 'none') return [degraded(found.sentence)];
  return [await stickComment(api, { repository, pullRequest: found.number, marker: commentMarker(suite) }, markdown)];
}

/** A check cannot say "not comparable"; neutral is never red and never green. */
function conclusionOf({ kind, blocks }: Verdict): CheckResult['conclusion'] {
  if (blocks) return 'failure';
  return kind === 'pass' ? 'success' : 'neutral';
}
