import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, root, temporaryFolder } from '../support/cli.ts';
import { brokenOf, readVerdict } from '../support/verdict.ts';

const server = createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/dist/index.js');

describe('sessions of a server that nobody here wrote', () => {
  it('all begin, answer, keep apart and end, twenty of them at once, and the report says so', async () => {
    await using folder = await temporaryFolder();
    const example = readFileSync(join(root, 'fixtures/configs/mcp-sessions.yml'), 'utf8');
    // Whether it leaks is another question, and takes half of the time.
    await folder.write('plimsoll.yml', `${example}\nleaks: false\n`);
    const { status, stdout, stderr } = await plimsoll(['run', '--budget', '48s', '--json', '--out', 'out'], {
      cwd: folder.path,
      env: { MCP_SERVER: server },
    });
    const verdict = readVerdict(stdout);
    const found = verdict.findings.filter(({ id }) => id.startsWith('sessions.'));
    expect({ status, stderr, broken: brokenOf(verdict) }).toMatchObject({ status: 0, broken: [] });
    expect(found.map(({ id }) => id).toSorted()).toEqual(
      'cleanup command concurrent coordination initialisation isolation lifecycle mixed resources scaling'
        .split(' ')
        .map((name) => `sessions.${name}`),
    );
    // A busy machine has no time for all; what was looked at was found sound.
    const looked = found.filter(({ measured }) => measured !== null).map(({ id }) => id);
    expect(looked).toEqual(
      expect.arrayContaining([
        'sessions.lifecycle',
        'sessions.initialisation',
        'sessions.concurrent',
        'sessions.isolation',
        'sessions.cleanup',
      ]),
    );
    const told = found.find(({ id }) => id === 'sessions.concurrent');
    expect(told?.sentence).toMatch(/^20 sessions at once all answered, /);
    const report = readFileSync(join(folder.path, 'out/report.md'), 'utf8');
    expect(report).toMatch(/\| sessions · concurrent \| ✅ held \| \d scenarios \| 20 sessions at once all answered, /);
  }, 120_000);
});
