import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOutBase, type Based } from '../../../src/service/base/check-out.ts';
import { anyBase, fileIn, openBench, readyBase, serviceIn, whyNone, type Bench } from './a-repository.ts';

let bench: Bench;

beforeEach(() => {
  bench = openBench();
});
afterEach(() => {
  try {
    expect(readdirSync(bench.spots)).toEqual([]);
  } finally {
    bench[Symbol.dispose]();
  }
});

async function against(ref: string, folder = 'repo', overlook: readonly string[] = []): Promise<Based['kind']> {
  const based = await checkOutBase({ ...anyBase, ref, overlook }, serviceIn(bench, folder), bench.world);
  if (based.kind === 'ready') await based.base[Symbol.asyncDispose]();
  return based.kind;
}

describe('nothing that git knows differs', () => {
  let first = '';
  beforeEach(() => {
    first = bench.repository('repo', { 'server.mjs': '1\n', '.gitignore': 'build\n' });
    bench.commit('repo', { 'server.mjs': '2\n' });
    bench.commit('repo', { 'server.mjs': '1\n' }, 'as it was');
  });

  it('when the trees are the same, however many commits lie between', async () => {
    const based = await checkOutBase({ ...anyBase, ref: 'HEAD~2' }, serviceIn(bench, 'repo'), bench.world);
    expect(based).toEqual({ kind: 'same', commit: first, name: 'HEAD~2' });
    expect(await against('HEAD~1')).toBe('ready');
  });

  it('when files were only touched or are ignored', async () => {
    utimesSync(bench.path('repo', 'server.mjs'), new Date(0), new Date(0));
    bench.write('repo', { 'build/out.js': 'x' });
    const before = readFileSync(bench.path('repo', '.git', 'index')).toString('base64');
    expect(await against('HEAD')).toBe('same');
    expect(readFileSync(bench.path('repo', '.git', 'index')).toString('base64')).toBe(before);
  });

  it('but it does with a change that is not committed, staged or not', async () => {
    bench.write('repo', { 'server.mjs': '5\n' });
    expect(await against('HEAD')).toBe('ready');
    bench.git('repo', 'add', '--all');
    expect(await against('HEAD')).toBe('ready');
    // Put back in the working tree, but not in the index.
    bench.write('repo', { 'server.mjs': '1\n' });
    expect(await against('HEAD')).toBe('ready');
  });

  it('but it does with a file that is new, gone, or may be executed now', async () => {
    bench.write('repo', { new: '5\n' });
    expect(await against('HEAD')).toBe('ready');
    rmSync(bench.path('repo', 'new'));
    expect(await against('HEAD')).toBe('same');
    chmodSync(bench.path('repo', 'server.mjs'), 0o755);
    expect(await against('HEAD')).toBe('ready');
    rmSync(bench.path('repo', 'server.mjs'));
    expect(await against('HEAD')).toBe('ready');
  });

  it('when all that is new are files of ours', async () => {
    bench.write('repo', { '.plimsoll/baseline.json': '{}', 'out/report.md': 'x' });
    expect(await against('HEAD')).toBe('ready');
    const world = { ...bench.world, directory: bench.path('repo') };
    const wish = { ...anyBase, ref: 'HEAD', overlook: [bench.path('repo', 'out')] };
    expect(await checkOutBase(wish, serviceIn(bench, 'repo'), world)).toMatchObject({ kind: 'same' });
    bench.write('repo', { 'out-of-ours': 'x' });
    expect(await checkOutBase(wish, serviceIn(bench, 'repo'), world).then(dispose)).toBe('ready');
  });

  it('but a submodule may not hide what it holds', async () => {
    bench.repository('lib', { 'lib.mjs': '1\n' });
    bench.git('repo', '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '../lib', 'lib');
    bench.git('repo', 'config', '--file', '.gitmodules', 'submodule.lib.ignore', 'all');
    bench.commit('repo', {});
    expect(await against('HEAD')).toBe('same');
    bench.write('repo', { 'lib/lib.mjs': '2\n' });
    expect(await against('HEAD')).toBe('ready');
  });
});

async function dispose(based: Based): Promise<Based['kind']> {
  if (based.kind === 'ready') await based.base[Symbol.asyncDispose]();
  return based.kind;
}

describe('the directory of the service', () => {
  it('is none where the base has a link that leads out of it', async () => {
    bench.repository('repo', { 'server.mjs': '1\n' });
    mkdirSync(bench.path('outside'));
    symlinkSync(bench.path('outside'), bench.path('repo', 'api'));
    bench.commit('repo', {});
    rmSync(bench.path('repo', 'api'));
    bench.commit('repo', { 'api/server.mjs': '1\n' });
    expect(await whyNone(bench, 'repo/api', { ref: 'HEAD~1' })).toMatch(/^The service's directory api does not exist in the base/);
  });

  it('is found where the head is reached through a link', async () => {
    bench.repository('repo', { 'api/server.mjs': '1\n' });
    bench.commit('repo', { 'api/server.mjs': '2\n' });
    symlinkSync(bench.path('repo'), bench.path('link'));
    await using base = await readyBase(bench, 'link/api', { ref: 'HEAD~1' });
    expect(fileIn(base, 'server.mjs')).toBe('1\n');
  });

  it('lies elsewhere than in the repository even if temporary files go there', async () => {
    bench.repository('repo');
    bench.commit('repo', { 'server.mjs': '2\n', 'tmp/keep': '' });
    const world = { ...bench.world, environment: { ...bench.world.environment, RUNNER_TEMP: bench.path('repo', 'tmp') } };
    const based = await checkOutBase({ ...anyBase, ref: 'HEAD~1' }, serviceIn(bench, 'repo'), world);
    if (based.kind !== 'ready') throw new Error(JSON.stringify(based));
    await using base = based.base;
    expect(base.settings.directory.startsWith(bench.path('repo'))).toBe(false);
    expect(fileIn(base, 'server.mjs')).toBe('1\n');
  });
});

describe('files of Git LFS', () => {
  it('are pointers in the base where they cannot be had, and that is said', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\n';
    bench.repository('repo', { '.gitattributes': '*.bin filter=lfs\n', 'data.bin': pointer });
    bench.commit('repo', { 'server.mjs': '2\n' });
    bench.git('repo', 'config', 'filter.lfs.process', 'false');
    bench.git('repo', 'config', 'filter.lfs.smudge', 'false');
    bench.git('repo', 'config', 'filter.lfs.clean', 'cat');
    bench.git('repo', 'config', 'filter.lfs.required', 'true');
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(fileIn(base, 'data.bin')).toBe(pointer);
    expect(base.notes).toEqual(['files of Git LFS could not be had for the base and are pointers there']);
  });

  it('are left as pointers where the head has none either, and fetched where it has', async () => {
    bench.repository('repo', { '.gitattributes': '*.bin filter=lfs\n', 'data.bin': 'pointer\n' });
    bench.commit('repo', { 'server.mjs': '2\n' });
    writeFileSync(bench.path('smudge.sh'), 'echo "skip=$GIT_LFS_SKIP_SMUDGE"\n');
    bench.git('repo', 'config', 'filter.lfs.smudge', `sh ${bench.path('smudge.sh')}`);
    bench.git('repo', 'config', 'filter.lfs.clean', 'cat');
    const smudged = async (): Promise<string | null> => {
      await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
      return fileIn(base, 'data.bin');
    };
    expect(await smudged()).toBe('skip=1\n');
    mkdirSync(bench.path('repo', '.git', 'lfs', 'objects'), { recursive: true });
    expect(await smudged()).toBe('skip=\n');
  });
});

describe('submodules', () => {
  /** `repo` has `lib`, which has `deep`; the base's commit of `lib` is older. */
  function nest(): void {
    bench.repository('deep', { 'deep.mjs': 'deep\n' });
    bench.repository('lib', { 'lib.mjs': 'old\n' });
    const add = (folder: string, module: string): string =>
      bench.git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${bench.path(module)}`, module);
    add('lib', 'deep');
    bench.commit('lib', {});
    bench.repository('origin');
    add('origin', 'lib');
    bench.commit('origin', {});
    bench.commit('lib', { 'lib.mjs': 'new\n' });
    bench.git('origin/lib', 'pull', '--quiet');
    bench.commit('origin', { 'server.mjs': '2\n' });
  }
  const clone = (...words: readonly string[]): string =>
    bench.git('.', '-c', 'protocol.file.allow=always', 'clone', '--quiet', ...words, `file://${bench.path('origin')}`, 'repo');

  it('are those of the base, nested ones too, without a word in the configuration', async () => {
    nest();
    clone('--recurse-submodules');
    const before = bench.picture('repo');
    // Nobody is asked for what the head has.
    for (const origin of ['lib', 'deep', 'origin']) rmSync(bench.path(origin), { recursive: true });
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect([fileIn(base, 'lib/lib.mjs'), fileIn(base, 'lib/deep/deep.mjs')]).toEqual(['old\n', 'deep\n']);
    expect(base.notes).toEqual([]);
    await base[Symbol.asyncDispose]();
    expect(bench.picture('repo')).toEqual(before);
    expect(bench.git('repo/lib', 'status', '--porcelain')).toBe('');
  });

  it("are asked of the head's own remote where the head's lack the commit", async () => {
    nest();
    clone('--recurse-submodules', '--shallow-submodules');
    expect(bench.git('repo/lib', 'rev-list', '--count', 'HEAD')).toBe('1');
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(fileIn(base, 'lib/lib.mjs')).toBe('old\n');
    rmSync(bench.path('lib'), { recursive: true });
    await using poor = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(poor.notes).toEqual(["the submodule lib is empty in the base, because the head's checkout has not the base's commit of it"]);
  });

  it('stay empty where the head has none checked out', async () => {
    nest();
    clone();
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(readdirSync(join(base.settings.directory, 'lib'))).toEqual([]);
    expect(base.notes).toEqual([]);
  });

  it('are missed aloud where the head no longer has them', async () => {
    nest();
    clone('--recurse-submodules');
    bench.git('repo', 'rm', '--quiet', 'lib');
    bench.commit('repo', {});
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~2' });
    expect(base.notes).toEqual(["the submodule lib is empty in the base, because the head's checkout does not have it"]);
    expect(existsSync(bench.path('repo', 'lib'))).toBe(false);
  });
});
