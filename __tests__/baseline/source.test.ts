import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLocalSource } from '../../src/baseline/source.ts';
import { ownGit, people } from '../support/git.ts';
import { aWorld } from './a-world.ts';

let folder = '';
const environment = { ...ownGit(), ...people };
const git = (...words: readonly string[]): string => execFileSync('git', words, { cwd: folder, env: environment, encoding: 'utf8' }).trim();
const read = async (defaultBranch = ''): ReturnType<typeof readLocalSource> =>
  readLocalSource(folder, defaultBranch, aWorld({ environment }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-source-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what is measured on a machine of one’s own', () => {
  it('is remembered whole without git, or without a commit', async () => {
    const nothing = { source: { repository: '', commit: '' }, permission: 'everything' };
    expect(await read()).toMatchObject(nothing);
    git('init', '--quiet');
    expect(await read()).toMatchObject(nothing);
  });

  it('becomes the baseline from a clean checkout of the default branch only', async () => {
    git('init', '--quiet', '--initial-branch=main');
    writeFileSync(join(folder, 'file'), '1');
    git('add', 'file');
    git('commit', '--quiet', '-m', 'x');
    const commit = git('rev-parse', 'HEAD');
    expect(await read()).toEqual({ source: { repository: '', commit, ref: 'main' }, permission: 'everything' });
    expect(await read('trunk')).toMatchObject({ permission: 'examples' });
    writeFileSync(join(folder, 'untracked'), '1');
    expect(await read()).toMatchObject({ permission: 'everything' });
    writeFileSync(join(folder, 'file'), '2');
    expect(await read()).toMatchObject({ permission: 'examples' });
    git('checkout', '--quiet', '--', 'file');
    git('checkout', '--quiet', '-b', 'trunk');
    expect(await read()).toMatchObject({ source: { ref: 'trunk' }, permission: 'examples' });
    expect(await read('trunk')).toMatchObject({ permission: 'everything' });
    expect(await readLocalSource(folder, 'trunk', aWorld())).toMatchObject({ source: { commit, ref: 'trunk' }, permission: 'everything' });
  });
});
