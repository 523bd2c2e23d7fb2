import { mkdir, mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { execFile, execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBaseline, type Baseline } from '../../src/baseline/open.ts';
import type { World } from '../../src/world.ts';
import { aWorld } from './a-world.ts';
import { aMemory, earlierRun, ms } from './sample-run.ts';

let root: string;
let file: string;
const memory = aMemory({ runs: [earlierRun([ms('p95', 12)])] });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-file-'));
  file = join(root, 'deep', 'er', 'baseline.json');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const open = (path: string = file, suite = 'checkout', repository = 'acme/shop'): Baseline =>
  openBaseline(
    { store: 'file', file: path, branch: '' },
    { suite, repository, runKey: '', directory: join(root, '.plimsoll') },
    aWorld({ directory: root }),
  );

const openFile = (world: World): Baseline =>
  openBaseline({ store: 'file', file, branch: '' }, { suite: 'checkout', repository: 'acme/shop', runKey: '', directory: root }, world);

const put = async (text: string): Promise<void> => {
  await mkdir(join(root, 'deep', 'er'), { recursive: true });
  await writeFile(file, text);
};

describe('the file store', () => {
  it('has nothing at first, makes its folder, and recalls what it kept', async () => {
    expect(await open().recall()).toEqual({ kind: 'none', sentence: 'No baseline: there is no file deep/er/baseline.json yet.' });
    expect(await open().keep(memory)).toEqual({ kind: 'kept', sentence: 'The baseline in deep/er/baseline.json now holds 1 run.' });
    expect(await open().recall()).toMatchObject({ kind: 'found', memory });
    expect(await readdir(join(root, 'deep', 'er'))).toEqual(['baseline.json']);
  });

  it('recalls in the action what the command line kept, which knows no repository, and the other way round', async () => {
    const nameless = aMemory({ ...memory, repository: '' });
    expect((await open(file, 'checkout', '').keep(nameless)).kind).toBe('kept');
    expect(await open().recall()).toMatchObject({ kind: 'found', memory: nameless });
    expect((await open().keep(memory)).kind).toBe('kept');
    expect(await open(file, 'checkout', '').recall()).toMatchObject({ kind: 'found', memory });
    expect((await open(file, 'checkout', 'acme/other').recall()).sentence).toContain('belongs to another repository');
  });

  it('loses no run, however many keep one at once', async () => {
    const runs = Array.from({ length: 20 }, (_, at) => earlierRun([ms('p95', at)], { commit: at.toString(16).padStart(7, '0') }));
    await open().keep(memory);
    // All have recalled the same before any of them writes.
    const stores = runs.map(() => open());
    await Promise.all(stores.map((store) => store.recall()));
    const keepings = await Promise.all(
      stores.map((store, at) => store.keep(aMemory({ runs: [...memory.runs, ...runs.slice(at, at + 1)] }))),
    );
    expect(keepings.map(({ kind }) => kind)).toEqual(runs.map(() => 'kept'));
    const recall = await open().recall();
    const kept = recall.kind === 'found' ? recall.memory.runs : [];
    expect(kept[0]).toEqual(memory.runs[0]);
    expect(kept.map(({ commit }) => commit).toSorted()).toEqual([...memory.runs, ...runs].map(({ commit }) => commit).toSorted());
    expect(await readdir(join(root, 'deep', 'er'))).toEqual(['baseline.json']);
  });

  it('loses no run between processes', async () => {
    const program = `
      import { openBaseline } from ${JSON.stringify(resolve(import.meta.dirname, '../../src/baseline/open.ts'))};
      import { aWorld } from ${JSON.stringify(resolve(import.meta.dirname, 'a-world.ts'))};
      import { aMemory, earlierRun, ms } from ${JSON.stringify(resolve(import.meta.dirname, 'sample-run.ts'))};
      const [file, root, who] = process.argv.slice(-3);
      const settings = { store: 'file', file, branch: '' };
      const place = { suite: 'checkout', repository: 'acme/shop', runKey: '', directory: root };
      for (let at = 0; at < 15; at += 1) {
        const store = openBaseline(settings, place, aWorld({ directory: root }));
        const recall = await store.recall();
        const memory = recall.kind === 'found' ? recall.memory : aMemory();
        await store.keep({ ...memory, runs: [...memory.runs, earlierRun([ms('p95', at)], { commit: who + at.toString(16) })] });
      }
    `;
    const outfile = join(root, 'keep.mjs');
    const stdin = { contents: program, resolveDir: import.meta.dirname, loader: 'ts' as const };
    await build({
      stdin,
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      external: ['@actions/cache'],
      logLevel: 'silent',
    });
    await Promise.all(['a', 'b', 'c'].map((who) => promisify(execFile)(process.execPath, [outfile, file, root, who])));
    const recall = await open().recall();
    const kept = recall.kind === 'found' ? recall.memory.runs.map(({ commit }) => commit) : [];
    for (const who of ['a', 'b', 'c']) {
      expect(kept.filter((commit) => commit.startsWith(who))).toEqual(Array.from({ length: 15 }, (_, at) => `${who}${at.toString(16)}`));
    }
  });

  it('takes the lock from whoever died with it, and gives up on one that others keep taking', async () => {
    await mkdir(join(root, 'deep', 'er'), { recursive: true });
    const lock = join(root, 'deep', 'er', '.baseline.json.lock');
    await writeFile(lock, 'dead');
    let nowMs = 0;
    const jump = async (pauseMs: number): Promise<void> => {
      nowMs += 20 * pauseMs;
    };
    const inHaste = (sleep: World['sleep']): Baseline => openFile(aWorld({ directory: root, now: () => nowMs, sleep }));
    expect((await inHaste(jump).keep(memory)).kind).toBe('kept');
    expect(await readdir(join(root, 'deep', 'er'))).toEqual(['baseline.json']);
    await writeFile(lock, 'first');
    const others = async (pauseMs: number): Promise<void> => {
      await jump(pauseMs);
      await writeFile(lock, `another ${nowMs}`);
    };
    expect(await inHaste(others).keep(memory)).toMatchObject({
      kind: 'not-kept',
      sentence: expect.stringContaining('is being written by others'),
    });
  });

  it('replaces a damaged baseline', async () => {
    await put('{"schema":"plimsoll.baseline/1","suite":');
    expect(await open().recall()).toEqual({ kind: 'none', sentence: 'No baseline: deep/er/baseline.json is damaged.' });
    expect((await open().keep(memory)).kind).toBe('kept');
    expect((await open().recall()).kind).toBe('found');
  });

  it('never overwrites what is not its own', async () => {
    const strangers = ['{"name":"shop"}', '# Notes', JSON.stringify(aMemory({ suite: 'search' })), '{"schema":"plimsoll.baseline/2"}'];
    for (const text of strangers) {
      await put(text);
      expect((await open().recall()).kind).toBe('none');
      expect(await open().keep(memory)).toMatchObject({ kind: 'not-kept', sentence: expect.stringContaining('is left as it is') });
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });

  it('says so when the document is 50 MB, a folder, a pipe or a link', async () => {
    await put('{"schema":"plimsoll.baseline/1"}');
    await truncate(file, 50e6);
    expect((await open().recall()).sentence).toBe('No baseline: deep/er/baseline.json is larger than 5 MB.');

    expect((await open(join(root, 'deep')).recall()).sentence).toBe('No baseline: deep is not a regular file.');
    expect((await open(join(root, 'deep')).keep(memory)).kind).toBe('not-kept');

    execFileSync('/usr/bin/mkfifo', [join(root, 'pipe')]);
    expect((await open(join(root, 'pipe')).recall()).sentence).toBe('No baseline: pipe is not a regular file.');

    await writeFile(join(root, 'target'), JSON.stringify(memory));
    await symlink(join(root, 'target'), join(root, 'link'));
    expect((await open(join(root, 'link')).recall()).sentence).toBe('No baseline: link is a symbolic link.');
    expect((await open(join(root, 'link')).keep(memory)).kind).toBe('not-kept');
    expect(await readFile(join(root, 'target'), 'utf8')).toBe(JSON.stringify(memory));
  });

  it('says so when it cannot write, and leaves nothing half-written', async () => {
    await writeFile(join(root, 'deep'), 'a file where the folder should be');
    expect(await open().keep(memory)).toMatchObject({ kind: 'not-kept', sentence: expect.stringContaining('cannot be written') });
    expect((await open().recall()).kind).toBe('none');
    expect(await readdir(root)).toEqual(['deep']);
  });

  it('does not write what it could not read again', async () => {
    const odd = aMemory({ runs: [earlierRun([ms('p95', Number.NaN)])] });
    expect(await open().keep(odd)).toMatchObject({ kind: 'not-kept' });
    expect(await readdir(root)).toEqual([]);
  });
});

describe('no store', () => {
  it('has nothing, keeps nothing, and says both', async () => {
    const baseline = openBaseline(
      { store: 'none', file: '', branch: '' },
      { suite: 's', repository: '', runKey: '', directory: root },
      aWorld(),
    );
    expect((await baseline.recall()).kind).toBe('none');
    expect((await baseline.keep(memory)).kind).toBe('not-kept');
  });
});
