import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRuns } from '../../src/baseline/run-group.ts';
import { aRun } from './sample-run.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-group-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string = JSON.stringify(aRun({ suite: name }))): Promise<string> {
  const file = join(folder, name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
  return file;
}

async function suitesIn(path: string): Promise<readonly string[]> {
  return (await loadRuns(path)).runs.map(({ run }) => run.suite);
}

describe('the runs that a path names', () => {
  it('are the one of a file', async () => {
    const file = await write('any-name.txt');
    expect(await loadRuns(file)).toMatchObject({ runs: [{ file, run: { suite: 'any-name.txt' } }], skipped: [] });
  });

  it('are the one in a folder of --out; the verdict beside it is none, and needs no word', async () => {
    await write('run.json');
    await write('verdict.json', '{ "schema": "plimsoll.verdict/1" }');
    await write('report.html', '<p>');
    expect(await loadRuns(folder)).toMatchObject({ runs: [{ run: { suite: 'run.json' } }], skipped: [] });
  });

  it('are all in a folder and one level down, no deeper', async () => {
    for (const name of ['b.json', 'a.json', 'one/run.json', 'two/run.json', 'one/other.json', 'one/deep/run.json']) await write(name);
    expect(await suitesIn(folder)).toEqual(['a.json', 'b.json', 'one/run.json', 'two/run.json']);
  });

  it('are those that can be read, and the others are named', async () => {
    await write('good.json');
    await write('bad.json', '{ nonsense');
    await write('future.json', '{ "schema": "plimsoll.run/99" }');
    await write('##[error]evil\u001b[31m.json', '[]');
    await symlink(join(folder, 'good.json'), join(folder, 'link.json'));
    const { runs, skipped } = await loadRuns(folder);
    expect(runs).toHaveLength(1);
    expect(skipped).toEqual([
      expect.stringMatching(/^# #\[error\]evil \[31m\.json \(/),
      'bad.json (it is not well-formed JSON)',
      expect.stringMatching(/^future\.json \(it is a plimsoll\.run\/99, /),
      'link.json (it is a symbolic link)',
    ]);
  });

  it('are a fault where there are none, which says what lies there instead', async () => {
    await expect(loadRuns(folder)).rejects.toMatchObject({ code: 'runs.missing', status: 2, message: expect.stringContaining(folder) });
    await write('bad.json', '{ nonsense');
    await expect(loadRuns(folder)).rejects.toThrow(/bad\.json \(it is not well-formed JSON\)/);
    await expect(loadRuns(join(folder, 'bad.json'))).rejects.toMatchObject({ code: 'run.unreadable' });
    await expect(loadRuns(join(folder, 'absent'))).rejects.toThrow(/there is no such file/);
  });

  it('are a fault where they are too many to be runs of anybody', async () => {
    for (let at = 0; at <= 500; at += 1) await write(`${at}.json`, '{}');
    await expect(loadRuns(folder)).rejects.toThrow(/more than 500 files/);
  });
});
