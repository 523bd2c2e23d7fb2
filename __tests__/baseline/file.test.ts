import { mkdir, mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBaseline, type Baseline } from '../../src/baseline/open.ts';
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

  it('keeps a whole document however many write at once', async () => {
    const writers = Array.from({ length: 20 }, (_, at) =>
      open().keep(aMemory({ runs: Array.from({ length: at + 1 }, () => earlierRun([ms('p95', at)])) })),
    );
    const readers = Array.from({ length: 20 }, () => open().recall());
    expect((await Promise.all(writers)).map(({ kind }) => kind)).toEqual(writers.map(() => 'kept'));
    for (const recall of await Promise.all(readers)) {
      if (recall.kind === 'none') expect(recall.sentence).toContain('there is no file');
      else expect(new Set(recall.memory.runs.map(({ metrics }) => metrics[0]?.value))).toEqual(new Set([recall.memory.runs.length - 1]));
    }
    expect(await readdir(join(root, 'deep', 'er'))).toEqual(['baseline.json']);
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
