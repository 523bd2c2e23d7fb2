import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { readConfig } from '../../src/config/read.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-config-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

it('the usual files are found in their order', async () => {
  expect(await readConfig(undefined, directory)).toBeNull();
  await writeFile(join(directory, 'plimsoll.yaml'), 'b: 2');
  expect(await readConfig('', directory)).toEqual({ path: 'plimsoll.yaml', text: 'b: 2' });
  await writeFile(join(directory, 'plimsoll.yml'), '\uFEFFa: 1');
  expect(await readConfig(undefined, directory)).toEqual({ path: 'plimsoll.yml', text: 'a: 1' });
});

it('a file that was named is read from the directory', async () => {
  await mkdir(join(directory, 'deep'));
  await writeFile(join(directory, 'deep/x.yml'), 'a: 1');
  expect(await readConfig('deep/x.yml', directory)).toEqual({ path: 'deep/x.yml', text: 'a: 1' });
});

it('a file that was named and is missing is a fault', async () => {
  await expect(readConfig('nowhere.yml', directory)).rejects.toMatchObject({
    code: 'config.unreadable',
    message: /nowhere\.yml: there is no such file/,
  });
  await expect(readConfig('nul\0', directory)).rejects.toMatchObject({ code: 'config.unreadable' });
  await expect(readConfig('x'.repeat(5_000), directory)).rejects.toMatchObject({ code: 'config.unreadable' });
});

it.each([
  ['binary', Buffer.from([0, 1, 2, 3]), /binary/],
  ['not UTF-8', Buffer.from([0xff, 0xfe, 0x41, 0x00]), /binary/],
  ['larger than 1 MB', Buffer.alloc(1_000_001, ' '), /larger than 1 MB/],
])('a file that is %s is refused', async (_, bytes, message) => {
  await writeFile(join(directory, 'plimsoll.yml'), bytes);
  await expect(readConfig(undefined, directory)).rejects.toMatchObject({
    code: 'config.unreadable',
    message: expect.stringMatching(message),
  });
});

it('what is no file is refused, and a pipe is not waited for', async () => {
  await mkdir(join(directory, 'plimsoll.yml'));
  await expect(readConfig(undefined, directory)).rejects.toMatchObject({ code: 'config.unreadable', message: /it is not a file/ });
  if (process.platform !== 'win32') {
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(directory, 'pipe.yml')]);
    await expect(readConfig('pipe.yml', directory)).rejects.toMatchObject({ message: /it is not a file/ });
  }
});
