export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  readonly body: string;
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

export interface FakeCheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string;
  readonly summary: string;
  readonly detailsUrl: string;
  readonly externalId: string;
}

export interface FakePull {
  readonly number: number;
  readonly state?: 'open' | 'closed';
  readonly headSha: string;
  /** `null`: the fork was deleted. */
  readonly headRepository: string | null;
  readonly headBranch: string;
  readonly base?: string;
  readonly labels?: readonly string[];
  /** Oldest first; its head alone when left out. */
  readonly commits?: readonly { readonly sha: string; readonly message: string }[];
  /** What it was merged as. */
  readonly mergeSha?: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Values = Readonly<Record<string, string | number>>;

/** One repository's comments, check runs and pull requests, and the rules that GitHub's description leaves out. */
export interface GithubState {
  comments(issue: number): readonly FakeComment[];
  addComment(issue: number, body: string, author: { readonly login: string; readonly type: 'Bot' | 'User' }): FakeComment;
  checkRuns(): readonly FakeCheckRun[];
  addPull(pull: FakePull): void;
  answer(route: string, values: Values, body: unknown, baseUrl: string): Reply;
}

const notFound: Reply = { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' } };
const refuse = (message: string, status = 422): Reply => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

/** An empty repository. `login` is who the token belongs to. */
export function openGithubState(options: {
  readonly repository: string;
  readonly defaultBranch: string;
  readonly login: string;
}): GithubState {
  let comments: readonly FakeComment[] = [];
  let checks: readonly FakeCheckRun[] = [];
  let pulls: readonly FakePull[] = [];
  let lastId = 1_000;

  const addComment: GithubState['addComment'] = (issue, body, { login, type }) => {
    lastId += 1;
    const comment = { id: lastId, issue, body, login, type };
    comments = [...comments, comment];
    return comment;
  };

  const changeComment = (id: number, change: (comment: FakeComment) => Reply): Reply => {
    const comment = comments.find((one) => one.id === id);
    if (comment === undefined) return notFound;
    return comment.login === options.login ? change(comment) : refuse('Resource not accessible by integration', 403);
  };

  const writeCheck = (before: FakeCheckRun | undefined, body: unknown): Reply => {
    const status = text(body, 'status') || (text(body, 'conclusion') === '' ? (before?.status ?? 'queued') : 'completed');
    const conclusion = text(body, 'conclusion') || (before?.conclusion ?? '');
    const name = text(body, 'name') || (before?.name ?? '');
    const headSha = text(body, 'head_sha') || (before?.headSha ?? '');
    if (status === 'completed' && conclusion === '') return refuse('Invalid request.\n\nMissing conclusion for a completed check run');
    if (Buffer.byteLength(name) > 255) return refuse('Name is too long (maximum is 255 characters)');
    if (!/^[0-9a-f]{40}$/.test(headSha)) return refuse(`No commit found for SHA: ${headSha}`);
    lastId += before === undefined ? 1 : 0;
    const check: FakeCheckRun = {
      id: before?.id ?? lastId,
      name,
      headSha,
      status,
      conclusion: status === 'completed' ? conclusion : null,
      title: text(field(body, 'output'), 'title') || (before?.title ?? ''),
      summary: text(field(body, 'output'), 'summary') || (before?.summary ?? ''),
      detailsUrl: text(body, 'details_url') || (before?.detailsUrl ?? ''),
      externalId: text(body, 'external_id') || (before?.externalId ?? ''),
    };
    checks = before === undefined ? [...checks, check] : checks.map((one) => (one === before ? check : one));
    return { status: before === undefined ? 201 : 200, body: checkJson(check, options.repository) };
  };

  const answer: GithubState['answer'] = (route, values, body, baseUrl) => {
    const id = Number(values['comment_id'] ?? values['check_run_id'] ?? values['pull_number'] ?? values['issue_number']);
    if (`${values['owner']}/${values['repo']}` !== options.repository) return notFound;
    const known = pulls.filter(
      (pull) =>
        values['state'] === 'all' || (pull.state ?? (pull.mergeSha === undefined ? 'open' : 'closed')) === (values['state'] ?? 'open'),
    );
    const asJson = (pull: FakePull): unknown => pullJson(pull, options.repository);
    const tooLong = text(body, 'body').length > 65_536;
    switch (route) {
      case 'repos/get':
        return { status: 200, body: { full_name: options.repository, default_branch: options.defaultBranch } };
      case 'issues/list-comments':
        return page(
          comments.filter((one) => one.issue === id).map((one) => commentJson(one, options.repository)),
          values,
          baseUrl,
        );
      case 'issues/create-comment':
        if (tooLong) return refuse('Validation Failed: body is too long (maximum is 65536 characters)');
        return {
          status: 201,
          body: commentJson(addComment(id, text(body, 'body'), { login: options.login, type: 'Bot' }), options.repository),
        };
      case 'issues/update-comment':
        if (tooLong) return refuse('Validation Failed: body is too long (maximum is 65536 characters)');
        return changeComment(id, (comment) => {
          const changed = { ...comment, body: text(body, 'body') };
          comments = comments.map((one) => (one === comment ? changed : one));
          return { status: 200, body: commentJson(changed, options.repository) };
        });
      case 'issues/delete-comment':
        return changeComment(id, (comment) => {
          comments = comments.filter((one) => one !== comment);
          return { status: 204 };
        });
      case 'checks/create':
        return writeCheck(undefined, body);
      case 'checks/update': {
        const check = checks.find((one) => one.id === id);
        return check === undefined ? notFound : writeCheck(check, body);
      }
      case 'pulls/list': {
        const [owner, branch] = String(values['head'] ?? ':').split(/:(.*)/s);
        const matching = known.filter(
          (pull) => owner === '' || (pull.headRepository?.split('/')[0] === owner && pull.headBranch === branch),
        );
        return page(matching.map(asJson), values, baseUrl);
      }
      case 'pulls/get': {
        const pull = pulls.find((one) => one.number === id);
        return pull === undefined ? notFound : { status: 200, body: asJson(pull) };
      }
      case 'repos/list-pull-requests-associated-with-commit':
        return page(
          pulls.filter(({ headSha, mergeSha }) => [headSha, mergeSha].includes(String(values['commit_sha']))).map(asJson),
          values,
          baseUrl,
        );
      case 'pulls/list-commits': {
        const pull = pulls.find((one) => one.number === id);
        // GitHub lists no more than 250 of them.
        return pull === undefined ? notFound : page(commitsOf(pull).slice(0, 250).map(commitAsJson), values, baseUrl);
      }
      default:
        return notFound;
    }
  };

  return {
    comments: (issue) => comments.filter((one) => one.issue === issue),
    addComment,
    checkRuns: () => checks,
    addPull: (pull) => {
      pulls = [...pulls, pull];
    },
    answer,
  };
}

/** One page with the Link header GitHub gives: next and last unless on the last, prev and first unless on the first. */
function page(items: readonly unknown[], values: Values, baseUrl: string): Reply {
  const size = Math.min(100, Math.max(1, Number(values['per_page'] ?? 30)));
  const at = Math.max(1, Number(values['page'] ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string): string => `<${baseUrl}/repositories/1/list?per_page=${size}&page=${to}>; rel="${rel}"`;
  const links = [
    ...(at > 1 ? [link(at - 1, 'prev')] : []),
    ...(at < last ? [link(at + 1, 'next'), link(last, 'last')] : []),
    ...(at > 1 ? [link(1, 'first')] : []),
  ];
  return { status: 200, body: items.slice((at - 1) * size, at * size), headers: links.length === 0 ? {} : { link: links.join(', ') } };
}

function commentJson(comment: FakeComment, repository: string): unknown {
  return {
    id: comment.id,
    body: comment.body,
    html_url: `https://github.com/${repository}/pull/${comment.issue}#issuecomment-${comment.id}`,
    user: { login: comment.login, type: comment.type, id: comment.type === 'Bot' ? 41_898_282 : 1 },
  };
}

function checkJson(check: FakeCheckRun, repository: string): unknown {
  const { id, name, status, conclusion, title, summary } = check;
  const html_url = `https://github.com/${repository}/runs/${id}`;
  const output = { title, summary, text: null };
  return {
    id,
    name,
    head_sha: check.headSha,
    status,
    conclusion,
    html_url,
    details_url: check.detailsUrl,
    external_id: check.externalId,
    output,
  };
}

function commitsOf({ commits, headSha }: FakePull): readonly { readonly sha: string; readonly message: string }[] {
  return commits ?? [{ sha: headSha, message: 'Change' }];
}

function commitAsJson({ sha, message }: { readonly sha: string; readonly message: string }): unknown {
  return { sha, commit: { message } };
}

function pullJson(pull: FakePull, repository: string): unknown {
  const repo = pull.headRepository === null ? null : { full_name: pull.headRepository, fork: pull.headRepository !== repository };
  return {
    number: pull.number,
    state: pull.state ?? (pull.mergeSha === undefined ? 'open' : 'closed'),
    merged_at: pull.mergeSha === undefined ? null : '2026-11-01T12:00:00Z',
    merge_commit_sha: pull.mergeSha ?? null,
    labels: (pull.labels ?? []).map((name, at) => ({ id: at + 1, name, description: '', color: 'ededed', default: false })),
    html_url: `https://github.com/${repository}/pull/${pull.number}`,
    head: { sha: pull.headSha, ref: pull.headBranch, repo },
    base: { ref: pull.base ?? 'main', repo: { full_name: repository } },
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}
