import { at, numberLike, textLike } from './field.ts';

/** Where and for whom a run happens, as far as the event says so believably; empty text where it does not. */
export interface GithubContext {
  readonly event: string;
  /** `owner/name` of the repository the workflow runs in. */
  readonly repository: string;
  /** The commit a check run belongs on: the pull request's head, not GitHub's merge commit. */
  readonly commit: string;
  /** Full ref, e.g. `refs/heads/main`. Hostile text. */
  readonly ref: string;
  readonly defaultBranch: string;
  /** A push, a schedule or a dispatch on the default branch: the only runs that may write a baseline. */
  readonly onDefaultBranch: boolean;
  readonly pullRequest: number | null;
  /** Where the head commit lies; empty when unknown or deleted. */
  readonly headRepository: string;
  /** Hostile text. */
  readonly headBranch: string;
  /** What a pull request goes into, as it was when the event was sent; null off pull requests. Hostile text. */
  readonly base: { readonly sha: string; readonly ref: string } | null;
  /** Labels of the pull request, as they were when the event was sent; null where it tells of none. Hostile text. */
  readonly labels: readonly string[] | null;
  readonly runId: string;
  readonly runAttempt: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
}

const sha = /^[0-9a-f]{40}$/;
const repositoryName = /^(?!\.{1,2}\/)[\w.-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/;
const branchName = /^[^\p{Cc}\s~^:?*[\\]{1,1024}$/u;
/** GitHub takes a hundred labels of fifty characters. */
const mostLabels = 100;
const labelName = /^[^\p{Cc}]{1,100}$/u;
const number = /^[1-9]\d{0,18}$/;
/** GitHub itself sends no larger payload than this. */
const maxPayloadChars = 25_000_000;

/** Reads the runner's variables and the event's payload. Whatever is not what it should be counts as absent. */
export function readContext(environment: Readonly<Record<string, string | undefined>>, payloadText: string): GithubContext {
  const payload = parsePayload(payloadText);
  const variable = (name: string, pattern: RegExp): string => textLike(environment[name], pattern);
  const event = variable('GITHUB_EVENT_NAME', /^[a-z_]{1,50}$/);
  const repository = variable('GITHUB_REPOSITORY', repositoryName) || textLike(at(payload, 'repository', 'full_name'), repositoryName);
  const ref = variable('GITHUB_REF', branchName);
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : '';
  // A schedule only ever runs on the default branch, and its payload may not say more.
  const defaultBranch = textLike(at(payload, 'repository', 'default_branch'), branchName) || (event === 'schedule' ? branch : '');
  const head = readHead(event, payload, variable('GITHUB_SHA', sha), repository);
  return {
    event,
    repository,
    ...head,
    ref,
    defaultBranch,
    onDefaultBranch: ['push', 'schedule', 'workflow_dispatch'].includes(event) && branch !== '' && branch === defaultBranch,
    runId: variable('GITHUB_RUN_ID', number),
    runAttempt: variable('GITHUB_RUN_ATTEMPT', number),
    serverUrl: readUrl(environment['GITHUB_SERVER_URL'], 'https://github.com'),
    apiUrl: readUrl(environment['GITHUB_API_URL'], 'https://api.github.com'),
  };
}

/** Where people see the run this process belongs to; empty when the runner did not say. */
export function runUrl(context: GithubContext): string {
  const { serverUrl, repository, runId, runAttempt } = context;
  if (repository === '' || runId === '') return '';
  return `${serverUrl}/${repository}/actions/runs/${runId}${runAttempt === '' ? '' : `/attempts/${runAttempt}`}`;
}

type Head = Pick<GithubContext, 'commit' | 'pullRequest' | 'headRepository' | 'headBranch' | 'base' | 'labels'>;

/** The head under test, by event; the payload is GitHub's own, so its fields outrank GITHUB_SHA, which may be a merge commit. */
function readHead(event: string, payload: unknown, runSha: string, repository: string): Head {
  const own = { pullRequest: null, headRepository: repository, headBranch: '', base: null, labels: null };
  if (event.startsWith('pull_request')) {
    const head = at(payload, 'pull_request', 'head');
    const base = at(payload, 'pull_request', 'base');
    return {
      commit: textLike(at(head, 'sha'), sha) || runSha,
      pullRequest: numberLike(at(payload, 'pull_request', 'number')),
      headRepository: textLike(at(head, 'repo', 'full_name'), repositoryName),
      headBranch: textLike(at(head, 'ref'), branchName),
      base: { sha: textLike(at(base, 'sha'), sha), ref: textLike(at(base, 'ref'), branchName) },
      labels: readLabels(at(payload, 'pull_request', 'labels')),
    };
  }
  if (event === 'workflow_run') {
    const run = at(payload, 'workflow_run');
    return {
      // Never GITHUB_SHA: that is the default branch here, and a stranger's verdict must not stand on it.
      commit: textLike(at(run, 'head_sha'), sha),
      pullRequest: null,
      headRepository: textLike(at(run, 'head_repository', 'full_name'), repositoryName),
      headBranch: textLike(at(run, 'head_branch'), branchName),
      base: null,
      labels: null,
    };
  }
  return { ...own, commit: (event === 'merge_group' ? textLike(at(payload, 'merge_group', 'head_sha'), sha) : '') || runSha };
}

function readLabels(labels: unknown): readonly string[] | null {
  if (!Array.isArray(labels)) return null;
  return labels.slice(0, mostLabels).map((label: unknown) => textLike(at(label, 'name'), labelName));
}

function parsePayload(text: string): unknown {
  if (text.length > maxPayloadChars) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readUrl(value: string | undefined, otherwise: string): string {
  if (value === undefined || !URL.canParse(value)) return otherwise;
  const url = new URL(value);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return otherwise;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
