import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOutBase } from '../../../src/service/base/check-out.ts';
import { anyBase, fileIn, openBench, readyBase, serviceIn, whyNone, type Bench } from './a-repository.ts';
import { eventually } from '../fixture.ts';
import { lives } from '../../support/processes.ts';

let bench: Bench;
let before: unknown;

/** A repository with settings, hooks, changes and another worktree of the user's own, whose folder is not there now. */
beforeEach(() => {
  bench = openBench();
  bench.repository('repo', { 'server.mjs': '1\n', 'api/server.mjs': 'a\n', '.gitignore': 'ignored\n' });
  bench.commit('repo', { 'server.mjs': '2\n', 'new/server.mjs': 'n\n' });
  bench.git('repo', 'worktree', 'add', '--quiet', '-b', 'mine', '../elsewhere');
  rmSync(bench.path('elsewhere'), { recursive: true });
  bench.write('repo', { 'server.mjs': '3\n', untracked: 'x\n', ignored: 'y\n' });
  before = bench.picture('repo');
});
afterEach(() => {
  try {
    expect({ picture: bench.picture('repo'), spots: readdirSync(bench.spots) }).toEqual({ picture: before, spots: [] });
  } finally {
    bench[Symbol.dispose]();
  }
});

describe('the checkout of a base', () => {
  it('lies outside of the repository, holds the commit as it is, and is detached', async () => {
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    const { directory } = base.settings;
    expect(dirname(directory)).toBe(bench.spots);
    expect(fileIn(base, 'server.mjs')).toBe('1\n');
    expect(existsSync(join(directory, 'untracked'))).toBe(false);
    expect(bench.git('repo', 'worktree', 'list', '--porcelain')).toContain(
      `worktree ${directory}\nHEAD ${base.commit}\ndetached\nlocked plimsoll measures`,
    );
    expect(base.notes).toEqual(['ignored by git and so not in the base: ignored; if the service needs them, set service.setup']);
  });

  it("maps the service's directory", async () => {
    await using base = await readyBase(bench, 'repo/api', { ref: 'HEAD~1' });
    expect(dirname(dirname(base.settings.directory))).toBe(bench.spots);
    expect(fileIn(base, 'server.mjs')).toBe('a\n');
  });

  it('is none where the directory is not yet there, or leads out of the base', async () => {
    expect(await whyNone(bench, 'repo/new', { ref: 'HEAD~1' })).toBe(
      "The service's directory new does not exist in the base (HEAD~1): compare with history until it is merged.",
    );
  });

  it('works from inside a worktree of the user', async () => {
    bench.git('repo', 'worktree', 'add', '--quiet', '-b', 'second', '../second');
    bench.commit('second', { 'server.mjs': '9\n' });
    const [ours, theirs] = [bench.picture('second'), bench.picture('repo')];
    const base = await readyBase(bench, 'second', { ref: 'main~1' });
    expect(fileIn(base, 'server.mjs')).toBe('1\n');
    await base[Symbol.asyncDispose]();
    expect(readdirSync(bench.spots)).toEqual([]);
    expect([bench.picture('second'), bench.picture('repo')]).toEqual([ours, theirs]);
    bench.git('repo', 'worktree', 'remove', '../second');
    before = bench.picture('repo');
  });

  it('runs no hook', async () => {
    const hook = bench.path('repo', '.git', 'hooks', 'post-checkout');
    mkdirSync(dirname(hook), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\ntouch '${bench.path('ran')}'\n`);
    chmodSync(hook, 0o755);
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(fileIn(base, 'server.mjs')).toBe('1\n');
    expect(existsSync(bench.path('ran'))).toBe(false);
  });
});

describe('nothing is left of it', () => {
  it('whatever the service did in it', async () => {
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    const { directory } = base.settings;
    mkdirSync(join(directory, 'deep', 'er'), { recursive: true });
    writeFileSync(join(directory, 'deep', 'er', 'file'), 'x');
    chmodSync(join(directory, 'deep', 'er'), 0o500);
    chmodSync(join(directory, 'deep'), 0o500);
    writeFileSync(join(directory, 'server.mjs'), 'changed');
    await base[Symbol.asyncDispose]();
    await base[Symbol.asyncDispose]();
  });

  it('when its link to the repository is gone', async () => {
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    rmSync(join(base.settings.directory, '.git'));
    await base[Symbol.asyncDispose]();
  });

  it('when it is gone itself', async () => {
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    rmSync(base.settings.directory, { recursive: true });
    await base[Symbol.asyncDispose]();
  });

  it('when its registration is gone', async () => {
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    bench.git('repo', 'worktree', 'remove', '--force', '--force', base.settings.directory);
    await base[Symbol.asyncDispose]();
  });

  it('when it is another repository by now', async () => {
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    rmSync(join(base.settings.directory, '.git'));
    execFileSync('git', ['init', '--quiet'], { cwd: base.settings.directory, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } });
    await base[Symbol.asyncDispose]();
  });

  it('when git is not to be had any more', async () => {
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    const world = { ...bench.world, environment: { PATH: bench.spots, RUNNER_TEMP: bench.spots } };
    const { removeWorktree } = await import('../../../src/service/base/registrations.ts');
    const { readClone } = await import('../../../src/service/base/clone.ts');
    const clone = await readClone(bench.path('repo'), bench.world);
    if (clone.kind === 'none') throw new Error(clone.why);
    await removeWorktree(base.settings.directory, clone, world);
  });

  it('when we are asked to stop while it stands', async () => {
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    bench.interrupt();
    await base[Symbol.asyncDispose]();
  });

  it('when we are asked to stop while it is made, whenever that is', async () => {
    for (const afterMs of [0, 30, 60, 90, 120, 150, 200, 300]) {
      const controller = new AbortController();
      const world = { ...bench.world, interrupted: controller.signal };
      const making = checkOutBase({ ...anyBase, ref: 'HEAD~1' }, serviceIn(bench, 'repo'), world).then(
        async (based) => (based.kind === 'ready' ? based.base[Symbol.asyncDispose]() : undefined),
        (error: unknown) => expect(error).toMatchObject({ name: 'AbortError' }),
      );
      await delay(afterMs);
      controller.abort();
      await making;
      expect({ afterMs, left: readdirSync(bench.spots), picture: bench.picture('repo') }).toEqual({ afterMs, left: [], picture: before });
    }
  });

  it('when we are asked to stop in the middle of the checkout, which ends with all that it started', async () => {
    bench.commit('repo', { '.gitattributes': '* filter=slow\n', 'server.mjs': 'b\n' });
    bench.git('repo', 'config', 'filter.slow.smudge', `echo $$ > ${bench.path('pid')}; exec sleep 50`);
    bench.write('repo', { 'server.mjs': 'c\n' });
    before = bench.picture('repo');
    const failure = checkOutBase({ ...anyBase, ref: 'HEAD' }, serviceIn(bench, 'repo'), bench.world).catch((error: unknown) => error);
    const pid = await eventually(
      () => (existsSync(bench.path('pid')) ? Number(readFileSync(bench.path('pid'), 'utf8')) : 0),
      (seen) => seen > 0,
    );
    expect(lives(pid)).toBe(true);
    bench.interrupt();
    expect(await failure).toMatchObject({ name: 'AbortError' });
    expect(
      await eventually(
        () => lives(pid),
        (seen) => !seen,
      ),
    ).toBe(false);
  });

  it('when we are asked to stop as soon as it is checked out', async () => {
    const now = (): number => {
      if (readdirSync(bench.spots).some((name) => existsSync(join(bench.spots, name, 'server.mjs')))) bench.interrupt();
      return bench.world.now();
    };
    const making = checkOutBase({ ...anyBase, ref: 'HEAD~1' }, serviceIn(bench, 'repo'), { ...bench.world, now });
    await expect(making).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('when it cannot be checked out', async () => {
    bench.commit('repo', { '.gitattributes': '* filter=broken\n', 'server.mjs': 'b\n' });
    bench.commit('repo', { '.gitattributes': '', 'server.mjs': '3\n' });
    bench.git('repo', 'config', 'filter.broken.smudge', 'false');
    bench.git('repo', 'config', 'filter.broken.required', 'true');
    before = bench.picture('repo');
    expect(await whyNone(bench, 'repo', { ref: 'HEAD~1' })).toMatch(
      /^The base could not be checked out \(.*smudge filter broken failed.*\): check free disk space and `git worktree add`\.$/,
    );
  });
});

describe('gates at once', () => {
  it('do not disturb one another', async () => {
    const gate = async (ref: string): Promise<string | null> => {
      await using base = await readyBase(bench, 'repo', { ref });
      await delay(Math.random() * 50);
      return fileIn(base, 'server.mjs');
    };
    for (let round = 0; round < 3; round += 1) {
      expect(await Promise.all(['HEAD~1', 'HEAD', 'HEAD~1', 'HEAD'].map(gate))).toEqual(['1\n', '2\n', '1\n', '2\n']);
    }
  });

  it('clear up after one that was killed, and only after such', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const add = (name: string): string => {
      bench.git('repo', 'worktree', 'add', '--quiet', '--detach', join(bench.spots, name), 'HEAD~1');
      return join(bench.spots, name);
    };
    const lock = (path: string, host: string): string =>
      bench.git('repo', 'worktree', 'lock', '--reason', `plimsoll (process 1 on ${host})`, path);
    const living = add(`plimsoll-base-${child.pid}-abcdef`);
    const user = add('plimsoll-base');
    const open = async (): Promise<void> => (await readyBase(bench, 'repo', { ref: 'HEAD~1' }))[Symbol.asyncDispose]();

    await open();
    expect([living, user].map((path) => existsSync(path))).toEqual([true, true]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const foreign = add(`plimsoll-base-${child.pid}-fedcba`);
    lock(foreign, 'another.example.org');
    lock(living, hostname());
    await open();
    expect([living, user, foreign].map((path) => existsSync(path))).toEqual([false, true, true]);
    expect(bench.git('repo', 'worktree', 'list')).not.toContain('abcdef');
    for (const path of [user, foreign]) bench.git('repo', 'worktree', 'remove', '--force', '--force', path);
  });
});
