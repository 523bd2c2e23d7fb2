import type { IncomingMessage, ServerResponse } from 'node:http';
import { openGithubContract } from './github-contract.ts';
import { openGithubState, type FakeCheckRun, type FakeComment, type FakePull, type Reply } from './github-state.ts';
import { readBody, serveHttp } from './http-server.ts';
import { openTroubleSwitch, suffer, type Trouble } from './trouble.ts';

/** A request as it came, after it was matched to GitHub's own operation id. */
interface SeenRequest {
  readonly route: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly body: unknown;
  readonly authorization: string;
}

/** A stateful stand-in for api.github.com and one repository; refuses what GitHub's own description refuses. */
export interface GithubApi extends AsyncDisposable {
  readonly url: string;
  requests(): readonly SeenRequest[];
  comments(issue: number): readonly FakeComment[];
  addComment(issue: number, body: string, author: { readonly login: string; readonly type: 'Bot' | 'User' }): FakeComment;
  checkRuns(): readonly FakeCheckRun[];
  addPull(pull: FakePull): void;
  /** Routes are operation ids such as `issues/create-comment`, or `*`. */
  trouble(route: string, trouble: Trouble, times?: number): void;
  /** Every write is a 403, as for a pull request from a fork. */
  denyWrites(): void;
  heal(): void;
  /** From now on connections are refused. */
  readonly close: () => Promise<void>;
}

/** What GitHub says to a token without the permission. */
export const notAccessible: Trouble = {
  kind: 'answer',
  status: 403,
  body: { message: 'Resource not accessible by integration', documentation_url: 'https://docs.github.com/rest', status: '403' },
};

/** What GitHub says when it wants us to slow down. */
export function rateLimited(status: 403 | 429, retryAfterSeconds: number): Trouble {
  const body = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' };
  return { kind: 'answer', status, headers: { 'retry-after': String(retryAfterSeconds) }, body };
}

/** Compiled once: it takes longer than most tests. */
const contract = openGithubContract();

/** Starts it on a free port. `login` is who the token belongs to. */
export async function startGithubApi(options?: {
  readonly repository?: string;
  readonly defaultBranch?: string;
  readonly login?: string;
}): Promise<GithubApi> {
  const troubles = openTroubleSwitch();
  const state = openGithubState({
    repository: options?.repository ?? 'octo-org/octo-repo',
    defaultBranch: options?.defaultBranch ?? 'main',
    login: options?.login ?? 'github-actions[bot]',
  });
  const requests: SeenRequest[] = [];
  let writesDenied = false;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = (await readBody(request)).toString();
    const matched = contract.match(request.method ?? '', request.url ?? '/');
    const authorization = request.headers.authorization ?? '';
    const route = matched?.operation.id ?? `${request.method} ${request.url}`;
    const body = parse(text);
    requests.push({ route, values: matched?.values ?? {}, body, authorization });
    if (await suffer(troubles.meet(route), response)) return;
    if (writesDenied && request.method !== 'GET' && (await suffer(notAccessible, response))) return;

    const reply = ((): Reply => {
      if (authorization === '') return failed(401, 'Requires authentication');
      if (matched === undefined) return failed(404, 'Not Found');
      if (body === unreadable) return failed(400, 'Problems parsing JSON');
      const faults = matched.operation.faults(matched.values, body);
      if (faults !== '') return failed(422, `Invalid request.\n\n${faults}`);
      const answered = state.answer(route, matched.values, body, server.url);
      const invented = answered.status < 300 ? matched.operation.answerFaults(answered.status, answered.body) : '';
      return invented === '' ? answered : failed(500, `The fake's own answer is not GitHub's: ${invented}`);
    })();
    response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...reply.headers });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  };

  const server = await serveHttp(handle);
  return {
    url: server.url,
    requests: () => requests,
    comments: (issue) => state.comments(issue),
    addComment: (issue, body, author) => state.addComment(issue, body, author),
    checkRuns: () => state.checkRuns(),
    addPull: (pull) => state.addPull(pull),
    trouble: (route, trouble, times) => troubles.plan(route, trouble, times),
    denyWrites: () => {
      writesDenied = true;
    },
    heal: () => {
      writesDenied = false;
      troubles.heal();
    },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

const unreadable = Symbol('not JSON');

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return unreadable;
  }
}

function failed(status: number, message: string): Reply {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) } };
}
