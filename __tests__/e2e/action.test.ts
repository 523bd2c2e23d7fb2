import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionsServices, startActionsServices } from '../support/actions-services.ts';
import { node, root } from '../support/cli.ts';
import {
  dispatchEvent,
  headSha,
  mainSha,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  type RunnerEvent,
  scheduleEvent,
  workflowRunEvent,
} from '../support/events.ts';
import { type GithubApi, rateLimited, startGithubApi } from '../support/github-api.ts';
import { type Job, runStep, type Step } from '../support/runner.ts';

const shop = join(root, 'dist/shop.js');
const bot = { login: 'github-actions[bot]', type: 'Bot' } as const;

/** Runs the shipped bundle as the runner would, on a small load of the shop. */
function act(
  event: RunnerEvent,
  api: GithubApi,
  services: ActionsServices,
  inputs: Record<string, string> = {},
  more: Partial<Job> = {},
): Promise<Step> {
  return runStep({
    bundle: join(root, 'dist/action.js'),
    node,
    event,
    apiUrl: api.url,
    services,
    inputs: { start: `exec "${node}" "${shop}"`, users: '1..2', budget: '4s', suite: 'shop', ...inputs },
    ...more,
  });
}

const headings = (markdown: string): readonly string[] => markdown.split('\n').filter((line) => line.startsWith('### '));

describe('the action, one job after another in one repository', () => {
  let api: GithubApi;
  let services: ActionsServices;
  beforeAll(async () => {
    api = await startGithubApi();
    services = await startActionsServices();
  });
  afterAll(async () => {
    await api.close();
    await services.close();
  });

  it('saves a baseline on a push to the default branch, and tells summary, check and outputs', async () => {
    await using step = await act(pushEvent(), api, services);
    expect({ status: step.status, verdict: step.outputs['verdict'], findings: step.outputs['findings'] }).toEqual({
      status: 0,
      verdict: 'not-comparable',
      findings: '0',
    });
    expect(headings(step.summary)).toHaveLength(1);
    expect(services.cacheEntries().map(({ scope, key }) => ({ scope, key }))).toEqual([
      { scope: 'refs/heads/main', key: expect.stringMatching(/^plimsoll-1-.*4711-1\.$/) },
    ]);
    expect(api.checkRuns()).toMatchObject([{ name: 'Plimsoll (shop)', headSha: mainSha, status: 'completed', conclusion: 'neutral' }]);
    expect(services.artifacts()).toHaveLength(1);
    expect(JSON.parse(step.outputs['json'] ?? '')).toMatchObject({ schema: 'plimsoll.verdict/1', kind: 'not-comparable' });
  });

  it('finds that baseline on the next pull request, saves none, and writes one comment and a check on the head commit', async () => {
    await using step = await act(pullRequestEvent({ number: 7 }), api, services, {}, { runId: '4712' });
    expect(step.status).toBe(0);
    expect(JSON.parse(step.outputs['json'] ?? '')).toMatchObject({ baseline: { runs: 1 } });
    expect(services.cacheEntries()).toHaveLength(1);
    expect(step.stdout).toMatch(/::group::[^]*steady[^]*drain[^]*::endgroup::[^]*Plimsoll: /);
    expect(step.stdout.match(/::endgroup::/g)).toHaveLength(1);
    expect(api.comments(7)).toEqual([
      expect.objectContaining({ login: bot.login, body: expect.stringContaining('<!-- plimsoll:shop -->') }),
    ]);
    const seen = api
      .requests()
      .filter(({ route }) => route.startsWith('checks/'))
      .slice(-2);
    expect(seen.map(({ route, body }) => [route, (body as { status: string }).status])).toEqual([
      ['checks/create', 'in_progress'],
      ['checks/update', 'completed'],
    ]);
    expect(api.checkRuns().at(-1)).toMatchObject({ headSha, status: 'completed' });
  });

  it('updates its comment where it lies on the second page, and lets a forged one be', async () => {
    api.addComment(8, '<!-- plimsoll:shop --> ours, says somebody else', { login: 'mallory', type: 'User' });
    for (let count = 0; count < 110; count++) api.addComment(8, `chatter ${count}`, { login: 'mona', type: 'User' });
    const ours = api.addComment(8, '<!-- plimsoll:shop --> of an earlier run', bot);
    await using step = await act(pullRequestEvent({ number: 8 }), api, services, {}, { runId: '4713' });
    expect(step.status).toBe(0);
    const marked = api.comments(8).filter(({ body }) => body.includes('plimsoll:shop'));
    expect(marked).toHaveLength(2);
    expect(marked.find(({ id }) => id === ours.id)?.body).toContain('### ');
    expect(marked.find(({ login }) => login === 'mallory')?.body).toContain('says somebody else');
  });

  it('fails a pull request that breaks a limit, names the smallest load and how to replay it', async () => {
    await using step = await act(
      pullRequestEvent({ number: 9 }),
      api,
      services,
      { start: `exec "${node}" "${shop}" --fault errors` },
      { runId: '4714' },
    );
    expect({ status: step.status, verdict: step.outputs['verdict'] }).toEqual({ status: 1, verdict: 'fail' });
    expect(Number(step.outputs['findings'])).toBeGreaterThanOrEqual(1);
    const [comment] = api.comments(9);
    expect(comment?.body).toMatch(/^(<!--.*-->\n)?### ❌ Plimsoll/);
    expect(comment?.body).toContain("npx plimsoll replay '");
    expect(api.checkRuns().at(-1)).toMatchObject({ headSha, conclusion: 'failure' });
    expect(step.commands.map(({ name }) => name)).toContain('error');
    expect(services.cacheEntries()).toHaveLength(1);
  });

  it.each([
    ['a merge queue', mergeGroupEvent(), false, '4715'],
    ['a nightly run', scheduleEvent(), true, '4716'],
    ['a dispatch on the default branch', dispatchEvent(), true, '4717'],
    ['a push to another branch', pushEvent('topic'), false, '4718'],
  ])('in %s keeps its verdict and comments nowhere', async (_, event, saves, runId) => {
    const before = services.cacheEntries().length;
    const comments = api.requests().filter(({ route }) => route.startsWith('issues/')).length;
    await using step = await act(event, api, services, { artifact: 'false', 'check-run': 'false' }, { runId });
    expect(step.status).toBe(0);
    expect(services.cacheEntries().length - before).toBe(saves ? 1 : 0);
    expect(api.requests().filter(({ route }) => route.startsWith('issues/')).length).toBe(comments);
  });
});

describe('the action on a pull request from a fork', () => {
  it.each([
    ['healthy', '', 0],
    ['failing', ' --fault errors', 1],
  ])('keeps the verdict and exit status of a %s service when every write is refused', async (_, fault, status) => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    api.denyWrites();
    await using step = await act(pullRequestEvent({ fork: true }), api, services, { start: `exec "${node}" "${shop}"${fault}` });
    expect(step.status).toBe(status);
    expect(headings(step.summary)).toHaveLength(1);
    expect({ comments: api.comments(7), checks: api.checkRuns() }).toEqual({ comments: [], checks: [] });
    expect(step.stdout).toContain('Resource not accessible by integration');
  });

  it('is measured without a token in one job and commented on by the next', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    await using measured = await act(pullRequestEvent({ fork: true }), api, services, { mode: 'measure', token: '' });
    expect({ status: measured.status, requests: api.requests() }).toEqual({ status: 0, requests: [] });
    const run = measured.outputs['run-path'] ?? '';

    api.addPull({ number: 12, headSha, headRepository: 'mona/octo-repo', headBranch: 'faster' });
    await using reported = await act(
      workflowRunEvent(),
      api,
      services,
      { mode: 'report', start: '', users: '', budget: '', suite: '' },
      {
        runId: '4800',
        checkOut: async (workspace) => {
          await mkdir(join(workspace, '.plimsoll/out'), { recursive: true });
          await copyFile(run, join(workspace, '.plimsoll/out/run.json'));
        },
      },
    );
    expect(reported.status).toBe(0);
    expect(api.comments(12)).toHaveLength(1);
    expect(api.checkRuns()).toMatchObject([{ headSha, status: 'completed' }]);
    expect(services.cacheEntries()).toEqual([]);
  });
});

describe('the action in trouble', () => {
  it('goes on without cache, artifact service and API', async () => {
    const api = await startGithubApi();
    const services = await startActionsServices();
    const job = { apiUrl: api.url, environment: services.environment([]) };
    await api.close();
    await services.close();
    await using step = await act(pullRequestEvent(), api, services, {}, job);
    expect({ status: step.status, verdict: step.outputs['verdict'] }).toEqual({ status: 0, verdict: 'not-comparable' });
    expect(headings(step.summary)).toHaveLength(1);
  });

  it('waits when GitHub asks it to, and says when the cache would not take the baseline', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    services.denyWrites();
    api.trouble('checks/create', rateLimited(429, 1), 1);
    await using step = await act(pushEvent(), api, services);
    expect(step.status).toBe(0);
    expect(api.checkRuns()).toMatchObject([{ status: 'completed' }]);
    expect(services.cacheEntries()).toEqual([]);
  });

  it('keeps its verdict when the report cannot be written', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    const checkOut = (workspace: string): Promise<void> => writeFile(join(workspace, 'taken'), '');
    await using step = await act(pullRequestEvent(), api, services, { out: 'taken' }, { checkOut });
    expect({ status: step.status, verdict: step.outputs['verdict'] }).toEqual({ status: 0, verdict: 'not-comparable' });
    expect(headings(step.summary)).toHaveLength(1);
    expect(api.comments(7)).toHaveLength(1);
  });

  it('gives the service none of its secrets or command files, and hides them from every report', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    const spy = `exec "${node}" -e 'console.log(JSON.stringify(process.env)); require("${shop}")'`;
    const token = 'ghs_notARealTokenButAsLongAsOne0123456789';
    await using step = await act(pullRequestEvent(), api, services, { start: spy, token }, { token });
    expect(step.status).toBe(0);
    const seen = [
      step.stdout,
      step.summary,
      ...api.comments(7).map(({ body }) => body),
      ...services.artifacts().map(({ bytes }) => bytes.toString('latin1')),
    ].join('\n');
    expect(seen).not.toContain(token);
    expect(seen).not.toMatch(/ACTIONS_RUNTIME_TOKEN|INPUT_|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)"/);
  });
});

// Nothing of these is measured, so that they may run side by side.
describe.concurrent('the action that cannot measure', () => {
  it('tells a service that never starts on every path, with status 3', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    await using step = await act(pullRequestEvent(), api, services, { start: 'exit 7' });
    expect(step.status).toBe(3);
    expect(headings(step.summary)).toEqual([expect.stringContaining('could not be measured')]);
    expect(api.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
    expect(api.comments(7)[0]?.body).toContain('could not be measured');
  });

  it('tells a configuration fault with status 2', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    await using step = await act(pullRequestEvent(), api, services, { users: '20..1' });
    expect(step.status).toBe(2);
    expect(api.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
  });

  it('tells a fault of a named suite in the comment and check of that suite', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    const checkOut = (workspace: string): Promise<void> => writeFile(join(workspace, 'plimsoll.yml'), 'suite: checkout\nusers: 20..1\n');
    const nothing = { start: '', users: '', budget: '', suite: '' };
    await using step = await act(pullRequestEvent(), api, services, nothing, { checkOut });
    expect(step.status).toBe(2);
    expect(api.checkRuns()).toMatchObject([{ name: 'Plimsoll (checkout)', conclusion: 'failure' }]);
    expect(api.comments(7)[0]?.body).toContain('<!-- plimsoll:checkout -->');
  });

  it('hides secrets in what it tells of a service that never starts', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    const environment = { SHOP_API_KEY: 'key-of-the-shop-1234', DATABASE_URL: 'postgres://shop:of-the-database@127.0.0.1/shop' };
    await using step = await act(pullRequestEvent(), api, services, { start: 'echo $SHOP_API_KEY $DATABASE_URL; exit 7' }, { environment });
    expect(step.status).toBe(3);
    const seen = [
      step.stdout,
      step.stderr,
      step.summary,
      ...api.comments(7).map(({ body }) => body),
      ...api.checkRuns().map(({ summary }) => summary),
    ];
    expect(seen.join('\n')).not.toMatch(/key-of-the-shop|of-the-database/);
    expect(seen.join('\n')).toContain('***');
  });

  it('concludes its check and leaves nothing behind when it is cancelled', async () => {
    await using api = await startGithubApi();
    await using services = await startActionsServices();
    await using step = await act(pullRequestEvent(), api, services, { budget: '30s' }, { cancelWhen: /startup/ });
    expect(step.status).toBe(130);
    expect(api.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
  });
});
