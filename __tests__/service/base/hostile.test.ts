import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOutBase } from '../../../src/service/base/check-out.ts';
import { anyBase, openBench, readyBase, serviceIn, type Bench } from './a-repository.ts';

let bench: Bench;
let [base, tip] = ['', ''];

beforeEach(() => {
  bench = openBench();
  base = bench.repository('origin');
  bench.git('origin', 'checkout', '--quiet', '-b', 'feature');
  bench.commit('origin', { 'server.mjs': '2\n' });
  bench.git('origin', 'checkout', '--quiet', 'main');
  tip = bench.commit('origin', { other: '1\n' });
});
afterEach(() => {
  try {
    expect(readdirSync(bench.root).filter((name) => name.startsWith('x'))).toEqual([]);
  } finally {
    bench[Symbol.dispose]();
  }
});

/** Names that git allows for a branch, and that mean something elsewhere. */
const allowed = [
  '--upload-pack=x',
  '-x',
  '$(touch${IFS}x)',
  '`touch${IFS}x`',
  ';touch${IFS}x',
  "'x'",
  '"x"',
  '|x',
  '&x',
  '##x',
  'ümläut-🚢',
  '-',
  '--',
  'HEAD',
];
/** Names that no branch can have, as an event may claim them. */
const forbidden = [
  'main:refs/heads/main',
  '+main',
  'refs/heads/*:refs/heads/*',
  'a\nb',
  'main\n--upload-pack=x',
  'a\0b',
  'a..b',
  '../../etc',
  '^main',
  'main~1',
  'main@{1}',
  'a b',
  '',
  '@',
  'x'.repeat(100_000),
  '\u202Emain',
];

function clone(...words: readonly string[]): void {
  bench.git('.', 'clone', '--quiet', '--branch=feature', '--single-branch', ...words, `file://${bench.path('origin')}`, 'clone');
}

describe('a branch of a hostile name', () => {
  it.each(allowed)('is what the pull request goes into: %j', async (name) => {
    bench.git('origin', 'update-ref', `refs/heads/${name}`, tip);
    clone('--depth=1');
    const before = bench.picture('clone');
    const found = await readyBase(bench, 'clone', { pullRequest: { baseSha: '', baseRef: name } });
    expect(found.commit).toBe(base);
    expect(found.name).not.toMatch(/[\p{C}]|##\[/u);
    await found[Symbol.asyncDispose]();
    expect(bench.picture('clone')).toEqual(before);
  });

  it('is named by the user, or is the default branch', async () => {
    for (const name of ['--upload-pack=x', '$(touch${IFS}x)']) {
      bench.git('origin', 'update-ref', `refs/heads/${name}`, tip);
    }
    clone();
    for (const name of ['--upload-pack=x', '$(touch${IFS}x)']) {
      await using named = await readyBase(bench, 'clone', { ref: name });
      expect(named).toMatchObject({ commit: base, name: `merge base with ${name}` });
      await using usual = await readyBase(bench, 'clone', { defaultBranch: name });
      expect(usual).toMatchObject({ commit: base, name: `merge base with origin/${name}` });
    }
  });

  it('is no branch at all, and moves none', async () => {
    clone();
    const before = bench.picture('clone');
    for (const name of forbidden) {
      const wish = { ...anyBase, pullRequest: { baseSha: name, baseRef: name } };
      const based = await checkOutBase(wish, serviceIn(bench, 'clone'), bench.world);
      expect(based.kind).toBe('none');
      expect(JSON.stringify(based)).not.toMatch(/\\n|\\u0000|\u202E/);
      expect(JSON.stringify(based).length).toBeLessThan(600);
    }
    expect(bench.picture('clone')).toEqual(before);
  });

  it('is a mistyped name of the user, told without what it could do', async () => {
    clone();
    for (const ref of ['##[error]x', 'a\n::error::x', '\u001B[2Jx', 'https://user:password@example.org/x y', 'x'.repeat(100_000)]) {
      const failure: unknown = await checkOutBase({ ...anyBase, ref }, serviceIn(bench, 'clone'), bench.world).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({ code: 'base.unknown' });
      const message = String(failure);
      expect(message).not.toMatch(/##\[|\p{Cc}|password/u);
      expect(message.length).toBeLessThan(500);
    }
  });
});

describe('a repository that is hostile', () => {
  it('has files named like commits, and is compared all the same', async () => {
    bench.git('origin', 'checkout', '--quiet', 'feature');
    bench.commit('origin', { [tip]: 'x', [base]: 'x', HEAD: 'x', main: 'x', 'origin/main': 'x' });
    clone('--depth=1');
    await using found = await readyBase(bench, 'clone', { defaultBranch: 'main' });
    expect(found.commit).toBe(base);
  });

  it('has submodules that point elsewhere, and nothing is asked there', async () => {
    bench.git('origin', 'checkout', '--quiet', 'feature');
    const modules = ['../escape', '-x', 'sub'].map(
      (path, index) => `[submodule "m${index}"]\n\tpath = ${path}\n\turl = ext::sh -c touch% ${bench.path('x')}\n`,
    );
    bench.write('origin', { '.gitmodules': modules.join('') });
    bench.git('origin', 'update-index', '--add', '--cacheinfo', `160000,${tip},sub`);
    bench.git('origin', 'add', '.gitmodules');
    bench.git('origin', 'commit', '--quiet', '-m', 'modules');
    bench.git('origin', 'rm', '--quiet', '--cached', 'sub');
    bench.commit('origin', { 'server.mjs': '5\n' });
    await using found = await readyBase(bench, 'origin', { ref: 'HEAD~1' });
    expect(found.notes).toEqual(["the submodule sub is empty in the base, because the head's checkout does not have it"]);
    expect(existsSync(bench.path('escape'))).toBe(false);
  });

  it('belongs to somebody else, and that is said', async () => {
    if (process.getuid?.() !== 0) return;
    execFileSync('chown', ['-R', '12345', bench.path('origin')]);
    expect(await checkOutBase({ ...anyBase, ref: 'HEAD~1' }, serviceIn(bench, 'origin'), bench.world)).toMatchObject({
      kind: 'none',
      why: expect.stringMatching(
        /^Git does not trust the repository around .*, which somebody else owns: run `git config --global --add safe\.directory`/,
      ),
    });
  });
});
