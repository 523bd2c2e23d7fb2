import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askGit, git, type GitWorld } from '../src/git.ts';
import { realWorld } from '../src/world.ts';
import { ownGit, people } from './support/git.ts';

let folder = '';
let controller = new AbortController();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-git-'));
  controller = new AbortController();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function worldOf(environment: Readonly<Record<string, string | undefined>> = {}): GitWorld {
  return { ...realWorld(folder, controller.signal), environment: { ...ownGit(folder), HOME: folder, ...environment } };
}

/** A program that stands where git is looked for. */
function standIn(script: string): GitWorld {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', 'git'), 0o755);
  return worldOf({ PATH: `${join(folder, 'bin')}:${process.env['PATH']}` });
}

async function waitForFile(path: string): Promise<string> {
  for (let round = 0; round < 500; round += 1) {
    if (existsSync(path) && readFileSync(path, 'utf8').endsWith('\n')) return readFileSync(path, 'utf8').trim();
    await delay(10);
  }
  throw new Error(`${path} was never written`);
}

/** Whether a process lives; a zombie does not. */
function lives(pid: string): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

async function eventuallyGone(pid: string): Promise<boolean> {
  for (let round = 0; round < 500 && lives(pid); round += 1) await delay(10);
  return !lives(pid);
}

describe('git', () => {
  it('answers what it printed, in the folder asked for', async () => {
    const world = worldOf();
    expect(await git({ directory: folder, command: ['init', '--quiet'] }, world)).toEqual({ kind: 'done', stdout: '' });
    expect(await askGit({ directory: folder, command: ['rev-parse', '--is-inside-work-tree'] }, world)).toBe('true');
  });

  it('answers its status and what it complained about', async () => {
    const answer = await git({ directory: folder, command: ['rev-parse', 'HEAD'] }, worldOf());
    expect(answer).toMatchObject({ kind: 'failed', status: 128, stderr: expect.stringContaining('not a git repository') });
    expect(await askGit({ directory: folder, command: ['rev-parse', 'HEAD'] }, worldOf())).toBeNull();
  });

  it('says that it is not installed, and not that of a folder that is missing', async () => {
    const directory = join(folder, 'nowhere');
    expect(await git({ directory: folder, command: ['version'] }, worldOf({ PATH: directory }))).toEqual({ kind: 'not-installed' });
    expect(await git({ directory, command: ['version'] }, worldOf())).toMatchObject({ kind: 'failed', status: 128 });
  });

  it.each(['--upload-pack=touch x', '-c', '-', '', 'a\0b', 'x'.repeat(5_000)])('does not run with the operand %j', async (operand) => {
    const world = standIn(`touch '${folder}/ran'`);
    expect(await git({ directory: folder, command: ['rev-parse'], operands: ['HEAD', operand] }, world)).toEqual({ kind: 'refused' });
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  it('gives operands to git and to no shell', async () => {
    const world = standIn('for word; do last=$word; done; printf %s "$last"');
    const operand = `$(touch ${folder}/ran); \`touch ${folder}/ran\` \n & '"`;
    expect(await git({ directory: folder, command: ['rev-parse'], operands: [operand] }, world)).toEqual({ kind: 'done', stdout: operand });
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  it('hands on how to reach a remote, and no secret, no prompt, no repository of another', async () => {
    standIn('env');
    const answer = await askGit(
      { directory: folder, command: ['version'], environment: { MORE: '1' } },
      worldOf({
        PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
        GITHUB_TOKEN: 'secret-1',
        GH_TOKEN: 'secret-2',
        ACTIONS_RUNTIME_TOKEN: 'secret-3',
        'INPUT_GITHUB-TOKEN': 'secret-4',
        DATABASE_URL: 'secret-5',
        GIT_ASKPASS: 'secret-6',
        GIT_DIR: 'secret-7',
        NODE_OPTIONS: 'secret-8',
        https_proxy: 'http://proxy:3128',
        SSH_AUTH_SOCK: '/run/agent',
        UNSET: undefined,
      }),
    );
    expect(answer).not.toContain('secret');
    const lines = answer?.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'GIT_TERMINAL_PROMPT=0',
        'GIT_ASKPASS=',
        'LC_ALL=C',
        'MORE=1',
        'https_proxy=http://proxy:3128',
        'SSH_AUTH_SOCK=/run/agent',
      ]),
    );
  });

  it('runs no hook and no monitor of the repository', async () => {
    const world = worldOf();
    const call = { directory: folder, environment: people };
    await git({ ...call, command: ['init', '--quiet'] }, world);
    const script = join(folder, 'planted');
    writeFileSync(script, `#!/bin/sh\ntouch '${folder}/ran'\n`);
    chmodSync(script, 0o755);
    mkdirSync(join(folder, 'hooks'));
    for (const hook of ['pre-commit', 'post-commit', 'reference-transaction', 'post-index-change']) {
      writeFileSync(join(folder, 'hooks', hook), `#!/bin/sh\ntouch '${folder}/ran'\n`);
      chmodSync(join(folder, 'hooks', hook), 0o755);
    }
    await git({ ...call, command: ['config', 'core.hooksPath', join(folder, 'hooks')] }, world);
    await git({ ...call, command: ['config', 'core.fsmonitor', script] }, world);
    expect(await git({ ...call, command: ['commit', '--quiet', '--allow-empty', '-m', 'x'] }, world)).toMatchObject({ kind: 'done' });
    expect(await git({ ...call, command: ['status'] }, world)).toMatchObject({ kind: 'done' });
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  it('ends what takes too long, with all that it started', async () => {
    const world = standIn(
      `trap '' TERM; sh -c 'trap "" TERM; echo $$ > ${folder}/child; while :; do sleep 0.1; done' & wait; while :; do sleep 0.1; done`,
    );
    const answer = await git({ directory: folder, command: ['fetch'], timeoutMs: 300 }, world);
    expect(answer).toEqual({ kind: 'late' });
    expect(await eventuallyGone(await waitForFile(join(folder, 'child')))).toBe(true);
  });

  it('ends what prints too much', async () => {
    const world = standIn('while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done');
    expect(await git({ directory: folder, command: ['log'], maxBytes: 10_000 }, world)).toEqual({ kind: 'overlong' });
  });

  it('keeps the end of a long complaint', async () => {
    const world = standIn(
      'i=0; while [ $i -lt 2000 ]; do echo "warning: $i xxxxxxxxxx" >&2; i=$((i+1)); done; echo "fatal: the cause" >&2; exit 3',
    );
    const answer = await git({ directory: folder, command: ['log'] }, world);
    expect(answer).toMatchObject({ kind: 'failed', status: 3, stderr: expect.stringContaining('fatal: the cause') });
    expect(answer.kind === 'failed' && answer.stderr.length).toBeLessThanOrEqual(8_192);
  });

  it('does not wait for a helper that stays behind with its pipe in the hand', async () => {
    const world = standIn(`sh -c 'echo $$ > ${folder}/pid; exec sleep 50' & echo done`);
    expect(await git({ directory: folder, command: ['fetch'], timeoutMs: 30_000 }, world)).toEqual({ kind: 'done', stdout: 'done\n' });
    const helper = await waitForFile(join(folder, 'pid'));
    expect(lives(helper)).toBe(true);
    process.kill(Number(helper), 'SIGKILL');
  });

  it('is stopped when we are, except where it clears up', async () => {
    const world = standIn(`echo $$ > ${folder}/pid; while :; do sleep 0.1; done`);
    const call = { directory: folder, command: ['fetch'] };
    const running = git(call, world);
    const failure = running.catch((error: unknown) => error);
    const pid = await waitForFile(join(folder, 'pid'));
    controller.abort();
    expect(await failure).toMatchObject({ name: 'AbortError' });
    expect(await eventuallyGone(pid)).toBe(true);
    await expect(git(call, world)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await git({ ...call, timeoutMs: 300, always: true }, world)).toEqual({ kind: 'late' });
  });
});
