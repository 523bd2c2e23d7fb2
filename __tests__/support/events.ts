import { createRequire } from 'node:module';
import { scopesOf, type CacheScope } from './runtime-token.ts';

/** An event as the runner hands it to a job: payload, the variables that go with it, and the cache scopes GitHub would grant. */
export interface RunnerEvent {
  readonly name: string;
  readonly payload: unknown;
  readonly environment: Readonly<Record<string, string>>;
  readonly scopes: readonly CacheScope[];
}

const repository: string = 'octo-org/octo-repo';
const defaultBranch: string = 'main';
export const mainSha: string = '1'.repeat(40);
export const headSha: string = '2'.repeat(40);
/** What GitHub checks out for a pull request; no check belongs on it. */
export const mergeSha: string = '3'.repeat(40);

type Payload = Record<string, unknown>;

const require = createRequire(import.meta.url);
const definitions: readonly { readonly name: string; readonly examples: readonly Payload[] }[] = require('@octokit/webhooks-examples');

/** GitHub's own example, of this action, moved to our repository and default branch. */
function example(name: string, action?: string): Payload {
  const found = definitions.find((one) => one.name === name)?.examples.find((one) => action === undefined || one['action'] === action);
  if (found === undefined) throw new Error(`no example of ${name} ${action ?? ''}`);
  const copy: Payload = structuredClone(found);
  return { ...copy, repository: { ...Object(copy['repository']), ...ownRepository } };
}

const ownRepository = { name: 'octo-repo', full_name: repository, default_branch: defaultBranch, private: false, fork: false };

function event(name: string, payload: unknown, ref: string, sha: string, more: Readonly<Record<string, string>> = {}): RunnerEvent {
  const base = more['GITHUB_BASE_REF'];
  return {
    name,
    payload,
    environment: {
      GITHUB_EVENT_NAME: name,
      GITHUB_REPOSITORY: repository,
      GITHUB_REF: ref,
      GITHUB_REF_NAME: ref.replace(/^refs\/(heads|pull|tags)\//, ''),
      GITHUB_REF_TYPE: 'branch',
      GITHUB_SHA: sha,
      GITHUB_ACTOR: 'mona',
      ...more,
    },
    scopes: scopesOf({ ref, defaultBranch, ...(base === undefined ? {} : { base: `refs/heads/${base}` }) }),
  };
}

/** A push to `main`, or to another branch. */
export function pushEvent(branch: string = defaultBranch): RunnerEvent {
  const ref = `refs/heads/${branch}`;
  return event('push', { ...example('push'), ref, after: mainSha }, ref, mainSha);
}

/** A pull request from a branch of the same repository, or with `fork` from somebody else's. */
export function pullRequestEvent(
  options: { readonly number?: number; readonly fork?: boolean; readonly headBranch?: string; readonly labels?: readonly string[] } = {},
): RunnerEvent {
  const { number = 7, fork = false, headBranch = 'faster', labels = [] } = options;
  const payload = example('pull_request', 'synchronize');
  const pull = Object(payload['pull_request']);
  const head = {
    ...pull.head,
    sha: headSha,
    ref: headBranch,
    repo: { ...pull.head.repo, ...ownRepository, ...(fork ? forkRepository : {}) },
  };
  const baseRepo = { ...pull.base.repo, ...ownRepository };
  const edited = {
    ...payload,
    number,
    pull_request: {
      ...pull,
      number,
      labels: labels.map((name, at) => ({ id: at + 1, name })),
      head,
      base: { ...pull.base, sha: mainSha, ref: defaultBranch, repo: baseRepo },
    },
  };
  return event('pull_request', edited, `refs/pull/${number}/merge`, mergeSha, {
    GITHUB_HEAD_REF: headBranch,
    GITHUB_BASE_REF: defaultBranch,
  });
}

const forkRepository = { full_name: 'mona/octo-repo', fork: true };

/** A merge queue's request for checks. */
export function mergeGroupEvent(): RunnerEvent {
  const payload = example('merge_group', 'checks_requested');
  const ref = `refs/heads/gh-readonly-queue/${defaultBranch}/pr-104-${mainSha}`;
  const group = { ...Object(payload['merge_group']), head_sha: headSha, head_ref: ref, base_ref: `refs/heads/${defaultBranch}` };
  return event('merge_group', { ...payload, merge_group: group }, ref, headSha);
}

/** Somebody pressed the button, on `main` or another branch. */
export function dispatchEvent(branch: string = defaultBranch): RunnerEvent {
  const ref = `refs/heads/${branch}`;
  return event('workflow_dispatch', { ...example('workflow_dispatch'), ref }, ref, mainSha);
}

/** A nightly run; GitHub publishes no example of its payload. */
export function scheduleEvent(): RunnerEvent {
  const { repository: from, sender } = example('push');
  return event('schedule', { schedule: '17 3 * * *', repository: from, sender }, `refs/heads/${defaultBranch}`, mainSha);
}

/** The workflow of a pull request has ended; this one runs on the default branch and may write comments. */
export function workflowRunEvent(options: { readonly fork?: boolean; readonly headBranch?: string } = {}): RunnerEvent {
  const payload = example('workflow_run', 'completed');
  const headRepository = { ...ownRepository, ...(options.fork === false ? {} : forkRepository) };
  const run = {
    ...Object(payload['workflow_run']),
    event: 'pull_request',
    head_sha: headSha,
    head_branch: options.headBranch ?? 'faster',
    head_repository: { ...Object(payload['workflow_run']).head_repository, ...headRepository },
    // Empty for forks, and we do not rely on it for others.
    pull_requests: [],
  };
  const made = event('workflow_run', { ...payload, workflow_run: run }, `refs/heads/${defaultBranch}`, mainSha);
  return { ...made, scopes: made.scopes.map((one) => ({ ...one, permission: 'read' as const })) };
}
