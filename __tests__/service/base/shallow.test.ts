import { existsSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../../src/world.ts';
import { checkOutBase } from '../../../src/service/base/check-out.ts';
import { anyBase, fileIn, openBench, readyBase, serviceIn, whyNone, type Bench } from './a-repository.ts';

let bench: Bench;
let commits: readonly string[] = [];

/** `origin` has so many commits on main, and a feature of so many that left it so many commits ago. */
function grow(main: number, feature: number, behind: number): void {
  commits = [bench.repository('origin')];
  bench.grow('origin', 'main', main - 1, 'main', commits[0] ?? '');
  bench.git('origin', 'reset', '--quiet', '--hard', 'refs/heads/main', '--');
  commits = bench.git('origin', 'rev-list', '--reverse', 'refs/heads/main', '--').split('\n');
  bench.grow('origin', 'feature', feature, 'feature', `${commits.at(-1 - behind)}`);
}

/** What actions/checkout does for a pull request: GitHub's merge, one commit deep, detached. */
function checkOutMerge(folder = 'clone'): string {
  bench.git('origin', 'checkout', '--quiet', '--detach', 'main');
  bench.git('origin', 'merge', '--quiet', '--no-ff', '-m', 'Merge', 'feature');
  bench.git('origin', 'update-ref', 'refs/pull/7/merge', 'HEAD');
  bench.git('origin', 'checkout', '--quiet', 'main');
  return checkOut('refs/pull/7/merge', folder);
}

function checkOut(ref: string, folder = 'clone'): string {
  bench.git('.', 'init', '--quiet', folder);
  bench.git(folder, 'remote', 'add', 'origin', `file://${bench.path('origin')}`);
  bench.git(folder, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', `+${ref}:refs/remotes/pull/7/merge`);
  bench.git(folder, 'checkout', '--quiet', '--detach', 'refs/remotes/pull/7/merge');
  rmSync(bench.path(folder, '.git', 'FETCH_HEAD'));
  return bench.git(folder, 'rev-parse', 'HEAD');
}

/** How many commits reach from here as far as the clone goes. */
function depthOf(folder: string, from = 'HEAD'): number {
  return Number(bench.git(folder, 'rev-list', '--count', from));
}

const inActions = (): World => ({ ...bench.world, environment: { ...bench.world.environment, GITHUB_ACTIONS: 'true' } });

beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench[Symbol.dispose]());

describe('a shallow clone', () => {
  it("gets the first parent of GitHub's merge and nothing else", async () => {
    grow(12, 3, 4);
    checkOutMerge();
    const before = bench.picture('clone');
    const base = await readyBase(bench, 'clone', { pullRequest: { baseSha: commits.at(-1) ?? '', baseRef: 'main' } });
    expect(base).toMatchObject({ commit: commits.at(-1), name: 'tip of main' });
    expect(fileIn(base, 'main')).toBe('10');
    expect(fileIn(base, 'feature')).toBeNull();
    await base[Symbol.asyncDispose]();
    expect([depthOf('clone'), depthOf('clone', commits.at(-1))]).toEqual([1, 1]);
    // No tracking branch, no FETCH_HEAD, no worktree: what it was, but for two commits more.
    expect(bench.picture('clone')).toEqual(before);
  });

  it('gets that parent also when main has gone on since, and the event is older', async () => {
    grow(12, 3, 4);
    checkOutMerge();
    bench.commit('origin', { main: 'later' });
    bench.commit('origin', { main: 'still later' });
    await using base = await readyBase(bench, 'clone', { pullRequest: { baseSha: commits[5] ?? '', baseRef: 'main' } });
    expect(base).toMatchObject({ commit: commits.at(-1), name: 'merge base with origin/main' });
  });

  it('is deepened until it has the merge base, and no further', async () => {
    grow(400, 2, 25);
    checkOut('refs/heads/feature');
    const before = bench.picture('clone');
    const base = await readyBase(bench, 'clone', { pullRequest: { baseSha: '', baseRef: 'main' } });
    expect(base).toMatchObject({ commit: commits.at(-26), name: 'merge base with origin/main' });
    await base[Symbol.asyncDispose]();
    expect(bench.picture('clone')).toEqual(before);
    expect(bench.git('clone', 'rev-parse', '--is-shallow-repository')).toBe('true');
    // 10 and 30 commits beyond what it had.
    expect(depthOf('clone')).toBeLessThanOrEqual(1 + 10 + 30);
    expect(depthOf('clone')).toBeGreaterThanOrEqual(3);
  }, 120_000);

  it('is deepened by what was asked for', async () => {
    grow(30, 0, 0);
    checkOut('refs/heads/main');
    await using base = await readyBase(bench, 'clone', { ref: 'HEAD~3' });
    expect(base).toMatchObject({ commit: commits.at(-4), name: 'HEAD~3' });
    expect(depthOf('clone')).toBe(4);
  });

  it('is deepened where commits were made in it that the remote does not know', async () => {
    grow(30, 2, 4);
    checkOut('refs/heads/feature');
    bench.commit('clone', { feature: 'mine' });
    await using base = await readyBase(bench, 'clone', { ref: 'main' });
    expect(base).toMatchObject({ commit: commits.at(-5), name: 'merge base with main' });
  });

  it('is asked for whole when nothing less will do, and then says that histories are unrelated', async () => {
    grow(60, 0, 0);
    bench.git('origin', 'checkout', '--quiet', '--orphan', 'lonely');
    bench.commit('origin', { lonely: '1' });
    bench.git('origin', 'checkout', '--quiet', 'main');
    checkOut('refs/heads/lonely');
    const why = await whyNone(bench, 'clone', { defaultBranch: 'main' });
    expect(why).toBe('HEAD and origin/main have no commit in common: name another base with --against or compare.against.');
  });

  it('finds the default branch by asking the remote where it points', async () => {
    grow(10, 2, 3);
    checkOut('refs/heads/feature');
    await using base = await readyBase(bench, 'clone', {});
    expect(base).toMatchObject({ commit: commits.at(-4), name: 'merge base with origin/HEAD' });
  });

  it('says what to set when it has no remote that answers', async () => {
    grow(10, 2, 3);
    checkOutMerge();
    const pullRequest = { baseSha: commits.at(-1) ?? '', baseRef: 'main' };
    const why = async (): Promise<unknown> => checkOutBase({ ...anyBase, pullRequest }, serviceIn(bench, 'clone'), inActions());
    bench.git('clone', 'remote', 'set-url', 'origin', `file://${bench.path('moved')}`);
    expect(await why()).toEqual({
      kind: 'none',
      why: 'This clone does not hold the commit that the pull request is merged onto, and origin could not be reached: set fetch-depth: 0 in actions/checkout.',
    });
    bench.git('clone', 'remote', 'remove', 'origin');
    expect(await why()).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('and it has no remote to ask: set fetch-depth: 0 in actions/checkout.'),
    });
  });

  it('says so when the remote refuses, and never asks for a password', async () => {
    grow(10, 2, 3);
    checkOut('refs/heads/feature');
    // What git sees of a private repository without credentials.
    bench.write('.', { 'ssh.sh': '#!/bin/sh\necho "git@example.org: Permission denied (publickey)." >&2\nexit 255\n' });
    const world = { ...bench.world, environment: { ...bench.world.environment, GIT_SSH_COMMAND: `sh ${bench.path('ssh.sh')}` } };
    bench.git('clone', 'remote', 'set-url', 'origin', 'ssh://git@example.org/a/b.git');
    const based = await checkOutBase({ ...anyBase, defaultBranch: 'main' }, serviceIn(bench, 'clone'), world);
    expect(based).toEqual({
      kind: 'none',
      why: 'This clone does not hold the default branch, and origin refused us for want of credentials: fetch it first, e.g. with `git fetch --unshallow`.',
    });
    expect(await whyNone(bench, 'clone', { ref: 'main' })).toMatch(
      /^`main` is not in this clone, and origin (?:could not be reached|refused us)/,
    );
  });
});

describe('a whole clone', () => {
  it('of one branch stays whole when another is asked for', async () => {
    grow(30, 2, 4);
    bench.git('.', 'clone', '--quiet', '--single-branch', '--branch=feature', `file://${bench.path('origin')}`, 'clone');
    const before = bench.picture('clone');
    const base = await readyBase(bench, 'clone', { defaultBranch: 'main' });
    expect(base.commit).toBe(commits.at(-5));
    await base[Symbol.asyncDispose]();
    expect(bench.git('clone', 'rev-parse', '--is-shallow-repository')).toBe('false');
    expect(existsSync(bench.path('clone', '.git', 'shallow'))).toBe(false);
    expect(bench.picture('clone')).toEqual(before);
  });

  it('without blobs gets those that it needs', async () => {
    grow(6, 2, 3);
    bench.git('origin', 'config', 'uploadpack.allowFilter', 'true');
    bench.git('.', 'clone', '--quiet', '--filter=blob:none', '--branch=feature', `file://${bench.path('origin')}`, 'clone');
    await using base = await readyBase(bench, 'clone', {});
    expect(base.commit).toBe(commits.at(-4));
    expect(fileIn(base, 'main')).toBe('1');
  });

  it('asks nobody when it has what is needed', async () => {
    grow(6, 2, 3);
    bench.git('.', 'clone', '--quiet', '--branch=feature', `file://${bench.path('origin')}`, 'clone');
    rmSync(bench.path('origin'), { recursive: true });
    await using base = await readyBase(bench, 'clone', {});
    expect(base.commit).toBe(commits.at(-4));
  });
});

it('two gates deepen one clone at once', async () => {
  grow(120, 2, 60);
  checkOut('refs/heads/feature');
  const bases = await Promise.all(['main', 'origin/main', 'main'].map(async (ref) => readyBase(bench, 'clone', { ref })));
  expect(bases.map(({ commit }) => commit)).toEqual(bases.map(() => commits.at(-61)));
  for (const base of bases) await base[Symbol.asyncDispose]();
  expect(bench.git('clone', 'worktree', 'list').split('\n')).toHaveLength(1);
}, 120_000);
