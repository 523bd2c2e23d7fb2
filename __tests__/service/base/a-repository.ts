import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Base, BaseWish } from '../../../src/service/base/base.ts';
import { checkOutBase } from '../../../src/service/base/check-out.ts';
import type { ServiceSettings } from '../../../src/service/settings.ts';
import { realWorld, type World } from '../../../src/world.ts';
import { ownGit, people } from '../../support/git.ts';
import { settingsFor } from '../fixture.ts';

export type Files = Readonly<Record<string, string>>;

/** A temporary folder with repositories in it, and a world whose git knows nobody's configuration but theirs. */
export interface Bench extends Disposable {
  readonly root: string;
  /** Where worktrees are made. */
  readonly spots: string;
  readonly world: World;
  readonly interrupt: () => void;
  /** Runs git in a folder below the root; answers what it printed, without its last newline. */
  git(folder: string, ...words: readonly string[]): string;
  /** As many commits on a branch as wanted, in one go: each sets one file to its number. */
  grow(folder: string, branch: string, commits: number, file: string, from: string): void;
  /** Writes files and commits all that is there; answers the commit. */
  commit(folder: string, files: Files, message?: string): string;
  write(folder: string, files: Files): void;
  path(...parts: readonly string[]): string;
  /** A repository with one commit on `main`. */
  repository(folder: string, files?: Files): string;
  /** All that checking out a base must leave as it was. */
  picture(folder: string): unknown;
}

export function openBench(environment: Readonly<Record<string, string>> = {}): Bench {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-test-')));
  const spots = join(root, 'spots');
  mkdirSync(spots);
  const own = { ...ownGit(root), HOME: root };
  const controller = new AbortController();
  const world: World = {
    ...realWorld(root, controller.signal),
    directory: root,
    environment: { ...own, RUNNER_TEMP: spots, ...environment },
  };
  const path = (...parts: readonly string[]): string => join(root, ...parts);
  const feed = (folder: string, words: readonly string[], input: string): string =>
    execFileSync('git', words, { cwd: path(folder), env: { ...own, ...people }, encoding: 'utf8', input, stdio: 'pipe' }).replace(
      /\n$/,
      '',
    );
  const git = (folder: string, ...words: readonly string[]): string => feed(folder, words, '');
  const write = (folder: string, files: Files): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(path(folder, name)), { recursive: true });
      writeFileSync(path(folder, name), text);
    }
  };
  const commit = (folder: string, files: Files, message = 'a commit'): string => {
    write(folder, files);
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--allow-empty', '-m', message);
    return git(folder, 'rev-parse', 'HEAD');
  };
  return {
    root,
    spots,
    world,
    interrupt: () => controller.abort(),
    git,
    grow: (folder, branch, commits, file, from) => {
      const each = Array.from({ length: commits }, (_, index) => {
        const start = index === 0 ? `from ${from}\n` : '';
        const text = `${index}`;
        const head = `commit refs/heads/${branch}\ncommitter a <a@example.org> ${1_700_000_000 + index} +0000\ndata 1\nx\n${start}`;
        return `${head}M 644 inline ${file}\ndata ${text.length}\n${text}\n`;
      });
      feed(folder, ['fast-import', '--quiet'], each.join(''));
    },
    commit,
    write,
    path,
    repository: (folder, files = { 'server.mjs': '1\n' }) => {
      mkdirSync(path(folder), { recursive: true });
      git(folder, 'init', '--quiet', '--initial-branch=main');
      return commit(folder, files);
    },
    picture: (folder) => {
      const common = git(folder, 'rev-parse', '--path-format=absolute', '--git-common-dir');
      return {
        worktrees: git(folder, 'worktree', 'list', '--porcelain'),
        status: git(folder, 'status', '--porcelain', '--untracked-files=all', '--ignored'),
        refs: git(folder, 'for-each-ref'),
        head: git(folder, 'rev-parse', 'HEAD'),
        config: readFileSync(join(common, 'config'), 'utf8'),
        index: readFileSync(join(common, 'index')).toString('base64'),
        entries: readdirSync(common)
          .filter((name) => name !== 'shallow')
          .sort(),
        files: readdirSync(path(folder)).sort(),
      };
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** No wish in particular: the merge base with the default branch. */
export const anyBase: BaseWish = { ref: null, directory: null, pullRequest: null, defaultBranch: '' };

/** Settings of a service in a folder of the bench. */
export function serviceIn(bench: Bench, folder: string, more: Partial<ServiceSettings> = {}): ServiceSettings {
  return settingsFor('server', { directory: bench.path(folder), ...more });
}

/** Checks a base out that must be there. */
export async function readyBase(bench: Bench, folder: string, wish: Partial<BaseWish>, more: Partial<ServiceSettings> = {}): Promise<Base> {
  const based = await checkOutBase({ ...anyBase, ...wish }, serviceIn(bench, folder, more), bench.world);
  if (based.kind !== 'ready') throw new Error(`no base: ${JSON.stringify(based)}`);
  return based.base;
}

/** Says why there is none. */
export async function whyNone(bench: Bench, folder: string, wish: Partial<BaseWish>): Promise<string> {
  const based = await checkOutBase({ ...anyBase, ...wish }, serviceIn(bench, folder), bench.world);
  if (based.kind !== 'none') throw new Error(`not none: ${JSON.stringify(based)}`);
  return based.why;
}

/** What the base's checkout holds of one file; null when it has none. */
export function fileIn(base: Base, name: string): string | null {
  const path = join(base.settings.directory, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
