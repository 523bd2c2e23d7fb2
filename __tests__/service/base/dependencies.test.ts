import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBench, readyBase, type Bench, type Files } from './a-repository.ts';

let bench: Bench;
const ignored = 'node_modules/\n.venv/\nvendor/\ndist/\n.env\n*.log\n';

beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench[Symbol.dispose]());

/** A head one commit above its base, both with these files but for those that the head has of its own, and what is installed in the head. */
function grow(both: Files, ofHead: Files, installed: Files): void {
  bench.repository('repo', { '.gitignore': ignored, 'server.mjs': '1\n', ...both });
  bench.commit('repo', { 'server.mjs': '2\n', ...ofHead });
  bench.write('repo', installed);
}

const library: Files = { 'node_modules/lib/index.js': 'lib\n' };

describe('what is installed for the head', () => {
  it('is lent to a base that nothing sets up, where the lock is the same, and is there afterwards', async () => {
    grow({ 'package-lock.json': '{}', 'package.json': '{}' }, { 'package.json': '{"version":"2"}' }, library);
    const base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes).toEqual(['node_modules of the head is used: package-lock.json is the same']);
    const lent = join(base.settings.directory, 'node_modules');
    expect(lstatSync(lent).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(lent, 'lib', 'index.js'), 'utf8')).toBe('lib\n');
    await base[Symbol.asyncDispose]();
    expect(readFileSync(bench.path('repo', 'node_modules', 'lib', 'index.js'), 'utf8')).toBe('lib\n');
    expect(readdirSync(bench.spots)).toEqual([]);
  });

  it('is not lent where a setup will install it', async () => {
    grow({ 'package-lock.json': '{}' }, {}, library);
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' }, { setup: { kind: 'shell', line: 'npm ci' } });
    expect(base.notes).toEqual([]);
    expect(existsSync(join(base.settings.directory, 'node_modules'))).toBe(false);
  });

  it.each<[string, Files, Files, string]>([
    ['a lock differs', { 'package-lock.json': '1' }, { 'package-lock.json': '2' }, 'package-lock.json differs'],
    ['a lock is new', { 'package.json': '{}' }, { 'yarn.lock': '2' }, 'yarn.lock differs'],
    ['one of two locks differs', { 'package-lock.json': '1', 'pnpm-lock.yaml': '1' }, { 'pnpm-lock.yaml': '2' }, 'pnpm-lock.yaml differs'],
    ['there is no lock and the manifest differs', { 'package.json': '1' }, { 'package.json': '2' }, 'package.json differs'],
    ['nothing tells', {}, {}, 'there is no package-lock.json to tell whether the base needs the same'],
  ])('is not lent where %s', async (_, both, ofHead, reason) => {
    grow(both, ofHead, library);
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes[0]).toBe(
      `node_modules of the head is not used: ${reason}. The base may not start; set service.setup, e.g. \`npm ci\``,
    );
    expect(existsSync(join(base.settings.directory, 'node_modules'))).toBe(false);
  });

  it('is lent by the manifest where neither has a lock', async () => {
    grow({ 'package.json': '{}' }, {}, library);
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes).toEqual(['node_modules of the head is used: package.json is the same']);
  });

  it("is lent in the service's directory and in each above it", async () => {
    grow(
      { 'package-lock.json': '1', 'apps/api/package-lock.json': '2', 'apps/api/server.mjs': '', 'apps/requirements.txt': '3' },
      {},
      { ...library, 'apps/api/node_modules/own/index.js': 'own\n', 'apps/.venv/bin/python': '' },
    );
    await using base = await readyBase(bench, 'repo/apps/api', { ref: 'HEAD~1' });
    expect(base.notes).toEqual([
      'apps/api/node_modules of the head is used: package-lock.json is the same',
      'apps/.venv of the head is used: requirements.txt is the same',
      'node_modules of the head is used: package-lock.json is the same',
    ]);
    expect(realpathSync(join(base.settings.directory, 'node_modules'))).toBe(bench.path('repo/apps/api/node_modules'));
  });

  it('is not lent where git knows it', async () => {
    grow({ 'package-lock.json': '1' }, {}, {});
    bench.write('repo', library);
    bench.git('repo', 'add', '--force', 'node_modules');
    bench.git('repo', 'commit', '--quiet', '-m', 'vendored');
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes).toEqual([]);
    expect(existsSync(join(base.settings.directory, 'node_modules'))).toBe(false);
  });
});

describe("a folder that leads back into the head's code is not lent", () => {
  const refused = (path: string, why: string, example: string): string =>
    `${path} of the head is not used: ${why}. The base may not start; set service.setup, e.g. \`${example}\``;

  it('with packages of a workspace', async () => {
    grow({ 'package-lock.json': '1', 'packages/a/index.js': '' }, {}, library);
    mkdirSync(bench.path('repo', 'node_modules', '@own'));
    symlinkSync('../../packages/a', bench.path('repo', 'node_modules', '@own', 'a'));
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes).toEqual([refused('node_modules', 'it links to a in the head', 'npm ci')]);
  });

  it('but with links within itself, or out of the repository, it is', async () => {
    grow({ 'pnpm-lock.yaml': '1' }, {}, { 'node_modules/.pnpm/b@1/node_modules/b/index.js': '' });
    symlinkSync('.pnpm/b@1/node_modules/b', bench.path('repo', 'node_modules', 'b'));
    mkdirSync(bench.path('elsewhere'));
    symlinkSync(bench.path('elsewhere'), bench.path('repo', 'node_modules', 'linked'));
    symlinkSync('nowhere', bench.path('repo', 'node_modules', 'dangling'));
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes).toEqual(['node_modules of the head is used: pnpm-lock.yaml is the same']);
  });

  it('with a project that is installed in place', async () => {
    const packages = '.venv/lib/python3.12/site-packages';
    grow({ 'uv.lock': '1' }, {}, { [`${packages}/self.pth`]: `${bench.path('repo')}/${packages}\n` });
    await using good = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(good.notes).toEqual(['.venv of the head is used: uv.lock is the same']);
    bench.write('repo', { [`${packages}/_app.pth`]: `${bench.path('repo', 'src')}\n` });
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes).toEqual([refused('.venv', "it has the head's own code installed in place (_app.pth)", 'uv sync')]);
  });

  it("with Composer's loader", async () => {
    grow({ 'composer.lock': '1' }, {}, { 'vendor/composer/autoload_psr4.php': '' });
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes).toEqual([refused('vendor', "its loader looks for classes in the head's folder", 'composer install')]);
  });
});

describe('what git ignores', () => {
  it('is named where the base lacks it, and nothing that no service needs', async () => {
    const many = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`dist/${name}/dist/x.js`, '']));
    grow({}, {}, { ...many, '.env': 'KEY=1', 'run.log': 'x', '.plimsoll/baseline.json': '{}' });
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    expect(base.notes).toEqual(['ignored by git and so not in the base: .env, dist/; if the service needs them, set service.setup']);
  });

  it('is not listed without end', async () => {
    grow({ 'packages/keep': '' }, {}, Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`packages/p${index}/dist/x`, ''])));
    await using base = await readyBase(bench, 'repo', { ref: 'HEAD~1' });
    const shown = [0, 1, 2, 3, 4].map((index) => `packages/p${index}/`).join(', ');
    expect(base.notes).toEqual([
      `ignored by git and so not in the base: ${shown} and 4 more; if the service needs them, set service.setup`,
    ]);
  });
});
