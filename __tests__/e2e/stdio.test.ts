import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, root, temporaryFolder } from '../support/cli.ts';
import { brokenOf, findingOf, readVerdict } from '../support/verdict.ts';

const require = createRequire(import.meta.url);

function binaryOf(name: string): string {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? ''));
}

const examples = [
  { name: 'stdio', suite: 'agent', variable: 'AGENT', file: join(root, 'fixtures/services/agent.mjs') },
  { name: 'mcp', suite: 'mcp', variable: 'MCP_SERVER', file: binaryOf('@modelcontextprotocol/server-everything') },
  { name: 'lsp', suite: 'lsp', variable: 'JSON_LANGUAGE_SERVER', file: binaryOf('vscode-json-languageserver') },
];

describe('sessions over standard input and output', () => {
  it.each(examples)('carries the users of the example $name', async ({ name, suite, variable, file }) => {
    await using folder = await temporaryFolder();
    const config = join(root, `fixtures/configs/${name}.yml`);
    const { status, stdout, stderr } = await plimsoll(['run', '-c', config, '--json', '--budget', '7s'], {
      cwd: folder.path,
      env: { [variable]: file },
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const verdict = readVerdict(stdout);
    expect({ suite: verdict.suite, broken: brokenOf(verdict) }).toEqual({ suite, broken: [] });
    expect(findingOf(verdict, 'limit.errors')).toMatchObject({ kind: 'held' });
  });

  it('a program that is not there is said to be missing', async () => {
    await using folder = await temporaryFolder();
    await folder.write(
      'plimsoll.yml',
      'stdio: { command: [no-such-program] }\noperations: { one: { request: { method: a } } }\nusers: 1..2\nbudget: 4s\n',
    );
    const { status, stderr } = await plimsoll(['run', '--json'], { cwd: folder.path });
    expect(status).toBe(3);
    expect(stderr).toContain('Could not begin a session: there is no program "no-such-program"');
  });
});
