import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAcceptances, type AcceptanceWish, type SeenAcceptances } from '../../src/baseline/acceptances.ts';
import { ownGit, people } from '../support/git.ts';
import { aWorld } from './a-world.ts';

let root = '';
let folder = '';
const environment = { ...ownGit(), ...people, GIT_ALLOW_PROTOCOL: 'file' };
const gitIn = (directory: string, ...words: readonly string[]): string =>
  execFileSync('git', words, { cwd: directory, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
const git = (...words: readonly string[]): string => gitIn(folder, ...words);
/** Commits nothing but a message, and returns its name. */
const commit = (message: string): string => {
  git('commit', '--quiet', '--allow-empty', '--cleanup=verbatim', '-m', message);
  return git('rev-parse', 'HEAD');
};
const read = async (part: Partial<AcceptanceWish> = {}): Promise<SeenAcceptances> =>
  readAcceptances(
    { directory: folder, commit: '', ref: 'main', pullRequest: null, defaultBranch: '', remembered: [], ...part },
    aWorld({ environment }),
  );
const metricsOf = async (part: Partial<AcceptanceWish> = {}): Promise<readonly string[]> =>
  (await read(part)).accepted.map(({ metric }) => metric);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plimsoll-acceptances-'));
  folder = join(root, 'repository');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const begin = (): string => {
  git('init', '--quiet', '--initial-branch=main');
  return commit('Begin\n\nplimsoll: accept startup');
};

describe('what commits accept', () => {
  it('is nothing without git, and in a repository without a commit', async () => {
    const nothing = { accepted: [], whole: false };
    expect(await read()).toEqual(nothing);
    git('init', '--quiet');
    expect(await read()).toEqual(nothing);
  });

  it('is of a branch what it has and the default branch has not, the newest word first', async () => {
    begin();
    git('checkout', '--quiet', '-b', 'faster');
    commit('One\n\nplimsoll: accept p95 because of one');
    const two = commit('Two\n\nplimsoll: accept p95, mean because of two\n');
    commit('Three');
    const by = `commit ${two.slice(0, 7)}`;
    expect(await read({ ref: 'faster' })).toEqual({
      accepted: [
        { metric: 'p95', because: 'of two', by },
        { metric: 'mean', because: 'of two', by },
      ],
      whole: true,
    });
    expect(await metricsOf({ ref: 'faster', defaultBranch: 'main' })).toEqual(['p95', 'mean']);
    // No branch of that name here: HEAD alone.
    expect(await read({ ref: 'faster', defaultBranch: 'trunk' })).toEqual({ accepted: [], whole: false });
  });

  it('is of the default branch what came since the newest remembered run it goes on top of, else what HEAD says', async () => {
    const first = begin();
    const second = commit('Two\n\nplimsoll: accept p95');
    commit('Three\n\nplimsoll: accept mean');
    expect(await read()).toMatchObject({ accepted: [{ metric: 'mean' }], whole: false });
    expect(await read({ remembered: [first] })).toMatchObject({ accepted: [{ metric: 'mean' }, { metric: 'p95' }], whole: true });
    expect(await metricsOf({ remembered: [first, second, 'f'.repeat(40), 'main', '--all'] })).toEqual(['mean']);
    const third = git('rev-parse', 'HEAD');
    // Measured again: a run of HEAD itself is no start.
    expect(await metricsOf({ remembered: [first, second, third], ref: 'refs/heads/main', defaultBranch: 'main' })).toEqual(['mean']);
  });

  it('is of a pull request what its own commits say, not what its base has got since', async () => {
    const base = begin();
    git('checkout', '--quiet', '-b', 'faster');
    const head = commit('One\n\nplimsoll: accept p95');
    git('checkout', '--quiet', 'main');
    commit('Meanwhile\n\nplimsoll: accept rss');
    git('checkout', '--quiet', '--detach');
    git('branch', '--quiet', '-D', 'main');
    // As GitHub checks it out: a merge into a base that the event does not know yet.
    git('merge', '--quiet', '--no-ff', '-m', 'Merge head into base', head);
    const pullRequest = { baseSha: base, baseRef: 'main' };
    expect(await metricsOf({ pullRequest, commit: head, ref: 'refs/pull/7/merge' })).toEqual(['p95']);
    git('checkout', '--quiet', head);
    expect(await metricsOf({ pullRequest, commit: head, ref: 'refs/pull/7/merge' })).toEqual(['p95']);
  });

  it('is of a branch into which the default branch was merged its own all the same', async () => {
    begin();
    git('checkout', '--quiet', '-b', 'faster');
    commit('One\n\nplimsoll: accept p95');
    git('checkout', '--quiet', 'main');
    commit('Meanwhile\n\nplimsoll: accept rss');
    git('checkout', '--quiet', 'faster');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge main', 'main');
    expect(await metricsOf({ ref: 'faster' })).toEqual(['p95']);
    const pullRequest = { baseSha: git('rev-parse', 'main'), baseRef: 'main' };
    expect(await metricsOf({ pullRequest, commit: git('rev-parse', 'HEAD'), ref: 'refs/pull/7/merge' })).toEqual(['p95']);
  });

  it('is what a merge brought, and what a squashed commit says in each of its parts', async () => {
    const first = begin();
    git('checkout', '--quiet', '-b', 'faster');
    commit('One\n\nplimsoll: accept p95');
    git('checkout', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge pull request #12', 'faster');
    expect(await metricsOf({ remembered: [first] })).toEqual(['p95']);
    commit('More (#13)\n\n* a\n\nplimsoll: accept mean because a\n\n* b\n\nplimsoll: accept rss because b');
    expect(await metricsOf({ remembered: [first] })).toEqual(['mean', 'rss', 'p95']);
  });

  it('is of a shallow clone what can be seen, and told to be a part', async () => {
    const first = begin();
    commit('Two\n\nplimsoll: accept p95');
    commit('Three\n\nplimsoll: accept mean');
    gitIn(root, 'clone', '--quiet', '--depth=1', `file://${folder}`, 'shallow');
    const directory = join(root, 'shallow');
    expect(await read({ directory, remembered: [first] })).toMatchObject({ accepted: [{ metric: 'mean' }], whole: false });
    gitIn(directory, 'fetch', '--quiet', '--unshallow');
    expect(await read({ directory, remembered: [first] })).toMatchObject({
      accepted: [{ metric: 'mean' }, { metric: 'p95' }],
      whole: true,
    });
  });

  it('is bounded: of many long messages the newer, of very many commits the newest two hundred', async () => {
    const first = begin();
    const long = `${'x'.repeat(99)}\n`.repeat(150);
    for (let at = 0; at < 8; at += 1) commit(`${at}\n\n${long}\nplimsoll: accept m${at}`);
    const { accepted, whole } = await read({ remembered: [first] });
    expect(accepted.map(({ metric }) => metric)).toEqual(['m7', 'm6', 'm5', 'm4']);
    expect(whole).toBe(false);
    // One that is too long by itself is passed over.
    commit(`Too long\n\n${long.repeat(6)}\nplimsoll: accept p95`);
    expect(await read({ remembered: [git('rev-parse', 'HEAD^')] })).toEqual({ accepted: [], whole: false });
  });

  it('is bounded: of very many commits the newest two hundred are asked', async () => {
    const first = begin();
    const commits = Array.from({ length: 250 }, (_, at) => {
      const message = at === 10 || at === 240 ? `x\n\nplimsoll: accept m${at}` : 'x';
      return `commit refs/heads/main\ncommitter a <a@example.org> ${1_700_000_000 + at} +0000\ndata ${message.length}\n${message}\n${at === 0 ? `from ${first}\n` : ''}\n`;
    });
    execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, env: environment, input: commits.join('') });
    expect(await read({ remembered: [first] })).toMatchObject({ accepted: [{ metric: 'm240' }], whole: false });
  });

  it('is a matter of names only: what looks like an option, or like a command, is neither', async () => {
    begin();
    commit('x\n\nplimsoll: accept --all $(touch x) `rm` ;p95; because ::error::##[error]\u001b[31m');
    const { accepted } = await read({ ref: '--upload-pack=x', pullRequest: { baseSha: '--all', baseRef: '--exec=x' } });
    expect(accepted).toEqual([
      { metric: 'rm', because: '::error::# #[error] [31m', by: expect.stringMatching(/^commit [0-9a-f]{7}$/) },
      { metric: 'p95', because: '::error::# #[error] [31m', by: expect.stringMatching(/^commit [0-9a-f]{7}$/) },
    ]);
  });
});
