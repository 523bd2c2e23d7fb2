import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Run } from '../../src/model/run.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { openBench, type Bench } from '../service/base/a-repository.ts';
import { startActionsServices } from '../support/actions-services.ts';
import { node, plimsoll, processesWith, root } from '../support/cli.ts';
import { pullRequestEvent } from '../support/events.ts';
import { startGithubApi } from '../support/github-api.ts';
import { runStep } from '../support/runner.ts';

// Pairs take their time, and twice of it on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** A service that works for about a millisecond a request, `extra` of it more; it knows `/new` only where it is told to. */
const server = (extra: number, more = ''): string => `
import { createServer } from 'node:http';
const rounds = ${Math.round(9_000 * (1 + extra))};
function work() {
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) sum = (sum + Math.sqrt(round ^ (sum & 1023))) % 1000003;
  return String(sum);
}
createServer((request, response) => {
  ${more}
  if (request.url !== '/work' && request.url !== '/') response.statusCode = 404;
  response.end(work());
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

const config = (more: object = {}): string =>
  JSON.stringify({
    service: { start: [node, 'server.mjs'] },
    operations: { work: { get: '/work' } },
    users: 4,
    // Enough for one pair; what needs more says so.
    budget: '20s',
    leaks: false,
    properties: { stability: false, constraints: false },
    limits: { p95: '60s', mean: '60s' },
    baseline: { store: 'none' },
    ...more,
  });

interface Gated {
  readonly status: number | null;
  readonly verdict: Verdict;
  readonly run: Run;
}

/** Runs the gate in a folder of the bench. */
async function gate(bench: Bench, folder: string, ...args: readonly string[]): Promise<Gated> {
  const marker = `${folder}-${Math.trunc(performance.now())}`;
  const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', RUNNER_TEMP: bench.spots, PLIMSOLL_TEST: marker };
  const out = bench.path('out');
  const { status, stdout, stderr } = await plimsoll(['run', '--json', '--out', out, ...args], { cwd: bench.path(folder), env });
  if (stdout === '') throw new Error(`no verdict: ${stderr}`);
  expect(processesWith('PLIMSOLL_TEST', marker)).toEqual([]);
  const run = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as Run;
  return { status, verdict: JSON.parse(stdout) as Verdict, run };
}

/** A repository with a base on `main`, and a head on top of it. */
function twoCommits(bench: Bench, base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>): void {
  bench.repository('shop', { 'plimsoll.yml': config(), 'server.mjs': server(0), ...base });
  bench.git('shop', 'checkout', '-q', '-b', 'change');
  bench.commit('shop', head);
}

describe('a change that costs a third more', () => {
  it('fails beside its base, and leaves the repository as it was', async () => {
    using bench = openBench();
    twoCommits(bench, { 'plimsoll.yml': config({ budget: '75s' }) }, { 'server.mjs': server(0.35) });
    const before = bench.picture('shop');
    const { status, verdict, run } = await gate(bench, 'shop', '--against', 'main');
    expect({ status, kind: verdict.kind }).toEqual({ status: 1, kind: 'fail' });
    const worse = verdict.comparisons.filter(({ kind }) => kind === 'regression').map(({ metric }) => metric);
    expect(worse).toContain('cpu-per-operation');
    const [low, high] = verdict.comparisons.find(({ metric }) => metric === 'cpu-per-operation')?.intervalPercent ?? [0, 0];
    expect(low).toBeGreaterThan(5);
    expect(high).toBeLessThan(60);
    expect(verdict.baseline.pairs).toBeGreaterThanOrEqual(8);
    expect(run.base).toMatchObject({ kind: 'paired', paired: { commit: bench.git('shop', 'rev-parse', 'main') } });
    expect(bench.picture('shop')).toEqual(before);
  });
});

describe('what cannot be compared', () => {
  // Nothing of these two is measured, so that they may run side by side.
  it.concurrent('is inconclusive and says that the base does not start', async () => {
    using bench = openBench();
    twoCommits(
      bench,
      { 'plimsoll.yml': config(), 'server.mjs': "console.error('no such table'); process.exit(3);" },
      { 'server.mjs': server(0) },
    );
    const { status, verdict, run } = await gate(bench, 'shop', '--against', 'main');
    expect({ status, kind: verdict.kind }).toEqual({ status: 0, kind: 'inconclusive' });
    expect(verdict.reason).toMatch(/base did not work/);
    expect(run.base).toMatchObject({ kind: 'paired', paired: { pairs: [] } });
  });

  it.concurrent('is inconclusive and says that the base cannot be built', async () => {
    using bench = openBench();
    const built = config({ service: { setup: 'sh build.sh', start: [node, 'server.mjs'] } });
    twoCommits(bench, { 'plimsoll.yml': built, 'build.sh': 'echo broken tools >&2; exit 1' }, { 'build.sh': 'true' });
    const { verdict } = await gate(bench, 'shop', '--against', 'main');
    expect(verdict).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringMatching(/base did not work: it could not be set up[^]*broken tools/) as unknown,
    });
  });

  it('leaves out an operation that the base does not know, and compares the others', async () => {
    using bench = openBench();
    const both = { work: { get: '/work' }, fresh: { get: '/new' } };
    twoCommits(
      bench,
      {},
      { 'plimsoll.yml': config({ operations: both }), 'server.mjs': server(0, "if (request.url === '/new') return response.end(work());") },
    );
    const { verdict, run } = await gate(bench, 'shop', '--against', 'main');
    expect(run.base).toMatchObject({ kind: 'paired', paired: { leftOut: ['fresh'] } });
    expect(verdict.comparisons.map(({ metric, before, after }) => [metric, before === null, after > 0])).toContainEqual([
      'p50',
      false,
      true,
    ]);
    expect(verdict.baseline.sentence).toContain('Without fresh, which the base does not answer');
  });
});

describe('a base that is named otherwise', () => {
  it('is a second checkout in a folder, or what is started elsewhere', async () => {
    using bench = openBench();
    bench.repository('shop', { 'plimsoll.yml': config(), 'server.mjs': server(0.35) });
    bench.repository('old', { 'server.mjs': server(0) });
    const beside = await gate(bench, 'shop', '--against', '../old');
    expect(beside.run.base).toMatchObject({ kind: 'paired', paired: { name: expect.stringContaining('../old') as unknown, failures: [] } });
    expect(beside.verdict.comparisons).toContainEqual(expect.objectContaining({ metric: 'cpu-per-operation', kind: 'inconclusive' }));
    expect(beside.verdict.reason).toMatch(/too few to tell.*8 take about/);
    bench.write('shop', { 'plimsoll.yml': config({ compare: { base: { start: [node, bench.path('old', 'server.mjs')] } } }) });
    const started = await gate(bench, 'shop');
    const change = started.verdict.comparisons.find(({ metric }) => metric === 'cpu-per-operation');
    expect(change?.changePercent).toBeGreaterThan(10);
  });
});

describe('the action on a pull request', () => {
  it('finds the base of a shallow checkout, compares with it, and says so in its comment', async () => {
    using bench = openBench();
    twoCommits(bench, {}, { 'server.mjs': server(0.35) });
    bench.git('shop', 'checkout', '-q', 'main');
    bench.git('shop', 'merge', '-q', '--no-ff', '-m', 'Merge of the pull request', 'change');
    bench.git('shop', 'update-ref', 'refs/pull/7/merge', 'HEAD');
    bench.git('shop', 'reset', '-q', '--hard', 'HEAD~1');
    const [baseSha, sha] = [bench.git('shop', 'rev-parse', 'main'), bench.git('shop', 'rev-parse', 'change')];
    const event = pullRequestEvent({ number: 7 });
    const payload = event.payload as { readonly pull_request: { readonly head: object; readonly base: object } };
    const { pull_request: pull } = payload;
    const moved = { ...payload, pull_request: { ...pull, head: { ...pull.head, sha }, base: { ...pull.base, sha: baseSha, ref: 'main' } } };
    const api = await startGithubApi();
    const services = await startActionsServices();
    try {
      await using step = await runStep({
        bundle: join(root, 'dist/action.js'),
        node,
        event: { ...event, payload: moved },
        apiUrl: api.url,
        services,
        inputs: {},
        environment: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
        // As actions/checkout does it: one commit, detached.
        checkOut: async (workspace) => {
          const remote = `file://${bench.path('shop')}`;
          execFileSync('git', ['init', '-q', workspace]);
          const git = (...words: readonly string[]): Buffer => execFileSync('git', ['-C', workspace, ...words], { stdio: 'pipe' });
          git('remote', 'add', 'origin', remote);
          git('fetch', '-q', '--depth=1', 'origin', '+refs/pull/7/merge:refs/remotes/pull/7/merge');
          git('checkout', '-q', '--detach', 'refs/remotes/pull/7/merge');
        },
      });
      const verdict = JSON.parse(step.outputs['json'] ?? '') as Verdict;
      expect({ status: step.status, pairs: verdict.baseline.pairs }).toEqual({ status: 0, pairs: 1 });
      expect(api.comments(7)[0]?.body).toContain(`1 restarted pair against \`${baseSha.slice(0, 7)}\``);
      expect(existsSync(join(step.workspace, '.git/worktrees'))).toBe(false);
    } finally {
      await api.close();
      await services.close();
    }
  });
});
