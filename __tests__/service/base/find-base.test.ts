import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOutBase } from '../../../src/service/base/check-out.ts';
import { Fault } from '../../../src/fault.ts';
import { anyBase, fileIn, openBench, readyBase, serviceIn, whyNone, type Bench } from './a-repository.ts';
import { failureOf } from '../fixture.ts';

let bench: Bench;
let [root, fork, tip, head] = ['', '', '', ''];

/**
 * root ─ fork ─ tip          main, at the remote as origin/main
 *          └── one ─ head    feature, checked out in `clone`
 */
beforeEach(() => {
  bench = openBench();
  root = bench.repository('origin');
  fork = bench.commit('origin', { 'server.mjs': '2\n' });
  bench.git('origin', 'checkout', '--quiet', '-b', 'feature');
  bench.commit('origin', { 'server.mjs': '3\n' });
  head = bench.commit('origin', { 'server.mjs': '4\n' });
  bench.git('origin', 'checkout', '--quiet', 'main');
  tip = bench.commit('origin', { other: '1\n' });
  bench.git('.', 'clone', '--quiet', `file://${bench.path('origin')}`, 'clone');
  bench.git('clone', 'checkout', '--quiet', 'feature');
});
afterEach(() => bench[Symbol.dispose]());

describe('the base', () => {
  it('is the merge base with the default branch, as the remote names it', async () => {
    await using base = await readyBase(bench, 'clone', {});
    expect(base).toMatchObject({ commit: fork, name: 'merge base with origin/main', notes: [] });
    expect(fileIn(base, 'server.mjs')).toBe('2\n');
  });

  it('is the merge base with the default branch we are told of', async () => {
    bench.git('clone', 'push', '--quiet', 'origin', `${root}:refs/heads/trunk`);
    await using base = await readyBase(bench, 'clone', { defaultBranch: 'trunk' });
    expect(base).toMatchObject({ commit: root, name: 'merge base with origin/trunk' });
  });

  it('is the merge base with our own main where there is no remote', async () => {
    bench.git('origin', 'checkout', '--quiet', 'feature');
    await using base = await readyBase(bench, 'origin', {});
    expect(base).toMatchObject({ commit: fork, name: 'merge base with main' });
  });

  it('is the merge base with the branch that a pull request goes into', async () => {
    bench.git('clone', 'push', '--quiet', 'origin', `${root}:refs/heads/release/1.x`);
    await using base = await readyBase(bench, 'clone', { pullRequest: { baseSha: root, baseRef: 'release/1.x' } });
    expect(base).toMatchObject({ commit: root, name: 'merge base with origin/release/1.x' });
  });

  it('is the commit of the event where the branch of a pull request is gone', async () => {
    await using base = await readyBase(bench, 'clone', { pullRequest: { baseSha: root, baseRef: 'gone' } });
    expect(base).toMatchObject({ commit: root, name: 'merge base with gone' });
  });

  it("is the first parent of GitHub's merge", async () => {
    bench.git('clone', 'checkout', '--quiet', '--detach', tip);
    bench.git('clone', 'merge', '--quiet', '--no-ff', '-m', 'merge', head);
    await using base = await readyBase(bench, 'clone', { pullRequest: { baseSha: tip, baseRef: 'main' } });
    expect(base).toMatchObject({ commit: tip, name: 'tip of main' });
  });

  it("is the first parent of GitHub's merge also when the event is older than the merge", async () => {
    bench.git('clone', 'checkout', '--quiet', '--detach', tip);
    bench.git('clone', 'merge', '--quiet', '--no-ff', '-m', 'merge', head);
    await using base = await readyBase(bench, 'clone', { pullRequest: { baseSha: fork, baseRef: 'main' } });
    expect(base).toMatchObject({ commit: tip, name: 'tip of main' });
  });

  it('is not the first parent of a merge that the pull request itself ends in', async () => {
    bench.git('clone', 'merge', '--quiet', '--no-ff', '-m', 'main into feature', 'origin/main');
    await using base = await readyBase(bench, 'clone', { pullRequest: { baseSha: tip, baseRef: 'main' } });
    expect(base).toMatchObject({ commit: tip, name: 'merge base with origin/main' });
  });

  it('is an earlier commit itself where the user names one', async () => {
    await using base = await readyBase(bench, 'clone', { ref: 'HEAD~3' });
    expect(base).toMatchObject({ commit: root, name: 'HEAD~3' });
  });

  it('is the merge base with what the user names where that is not earlier', async () => {
    await using base = await readyBase(bench, 'clone', { ref: 'origin/main', pullRequest: { baseSha: root, baseRef: 'main' } });
    expect(base).toMatchObject({ commit: fork, name: 'merge base with origin/main' });
  });

  it('is HEAD where the user names it and the working tree is not as it was committed', async () => {
    bench.write('clone', { 'server.mjs': '5\n' });
    await using base = await readyBase(bench, 'clone', { ref: 'HEAD' });
    expect(base.commit).toBe(head);
    expect(fileIn(base, 'server.mjs')).toBe('4\n');
  });

  it('is asked of the remote where only that knows what the user names', async () => {
    bench.git('origin', 'branch', 'elsewhere', root);
    bench.git('origin', 'tag', '-a', '-m', 'annotated', 'v1', fork);
    for (const [ref, commit] of [
      ['elsewhere', root],
      ['origin/elsewhere', root],
      ['v1', fork],
      ['v1~1', root],
    ] as const) {
      await using base = await readyBase(bench, 'clone', { ref });
      expect({ ref, commit: base.commit, name: base.name }).toEqual({ ref, commit, name: ref });
    }
  });
});

describe('there is no base', () => {
  it('when HEAD is the base itself, or before it', async () => {
    bench.git('clone', 'checkout', '--quiet', 'main');
    expect(await whyNone(bench, 'clone', {})).toBe('HEAD is the base itself: name another with --against, e.g. `--against HEAD~1`.');
    bench.git('clone', 'checkout', '--quiet', '--detach', 'HEAD~1');
    expect(await whyNone(bench, 'clone', {})).toContain('HEAD is the base itself');
  });

  it('when nothing of the pull request is checked out, which must not pass for a change that changes nothing', async () => {
    bench.git('clone', 'checkout', '--quiet', 'main');
    const why = await whyNone(bench, 'clone', { pullRequest: { baseSha: tip, baseRef: 'main' } });
    expect(why).toBe('HEAD is the base itself, with nothing of the pull request in it: have actions/checkout check out the pull request.');
  });

  it('when the histories are unrelated', async () => {
    bench.git('clone', 'checkout', '--quiet', '--orphan', 'new');
    bench.commit('clone', { other: '9\n' });
    const why = 'HEAD and origin/main have no commit in common: name another base with --against or compare.against.';
    expect(await whyNone(bench, 'clone', {})).toBe(why);
    expect(await whyNone(bench, 'clone', { ref: 'origin/main' })).toBe(why);
  });

  it('when no default branch can be found', async () => {
    bench.git('origin', 'branch', '-m', 'main', 'unusual');
    bench.git('origin', 'checkout', '--quiet', 'feature');
    expect(await whyNone(bench, 'origin', {})).toBe(
      'This clone does not hold the default branch, and has no remote to ask: name the base with --against or compare.against.',
    );
  });

  it('when the remote does not have the branch that we are told of', async () => {
    expect(await whyNone(bench, 'clone', { defaultBranch: 'never' })).toBe(
      'This clone does not hold the default branch, and neither does origin: name the base with --against or compare.against.',
    );
  });

  it('outside of a repository, in an empty one, in a bare one', async () => {
    mkdirSync(bench.path('plain'));
    expect(await whyNone(bench, 'plain', {})).toMatch(/plain lies in no git repository, so there is no base: name a second checkout/);
    bench.git('.', 'init', '--quiet', 'empty');
    expect(await whyNone(bench, 'empty', {})).toBe('The repository has no commit yet, so there is no base: commit first.');
    bench.git('.', 'clone', '--quiet', '--bare', 'origin', 'bare');
    expect(await whyNone(bench, 'bare', { ref: 'HEAD~1' })).toMatch(
      /Git finds no checkout around .*bare \(this operation must be run in a work tree\)/,
    );
    expect(await whyNone(bench, 'missing', {})).toMatch(/Git finds no checkout around .*missing \(cannot change to/);
  });

  it('without git', async () => {
    using bare = openBench({ PATH: bench.path('plain') });
    expect(await whyNone(bare, '.', { ref: 'HEAD~1' })).toBe('There is no base without git: install it, or compare with history.');
  });
});

describe('a name that is mistyped', () => {
  const mistyped = [
    'mian',
    'HEAD~99',
    'v9',
    'f'.repeat(40),
    'abc1234',
    'main..feature',
    '^main',
    'HEAD:server.mjs',
    '',
    'a b',
    'main:main',
    '*',
  ];

  it('is a fault', async () => {
    for (const ref of [...mistyped, '--all', '-h']) {
      const failure = await failureOf(checkOutBase({ ...anyBase, ref }, serviceIn(bench, 'clone'), bench.world));
      expect(failure).toBeInstanceOf(Fault);
      expect(failure).toMatchObject({
        code: 'base.unknown',
        status: 2,
        message: `There is no commit \`${ref}\` to compare with, neither in this repository nor at its remote. Check --against or compare.against: a branch, a tag, a commit or a folder.`,
      });
    }
  });
});

it('is not denied when the repository is broken, but cannot be told', async () => {
  bench.git('origin', 'checkout', '--quiet', 'feature');
  const lost = bench.git('origin', 'rev-parse', 'HEAD~1');
  rmSync(bench.path('origin', '.git', 'objects', lost.slice(0, 2), lost.slice(2)));
  expect(await whyNone(bench, 'origin', {})).toMatch(
    /^Git cannot tell the merge base with main \(.*\): see what `git merge-base` and `git fsck` say\.$/,
  );
});
