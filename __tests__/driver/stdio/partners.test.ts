import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';
import { greeting, open } from './a-program.ts';

const require = createRequire(import.meta.url);

function binaryOf(name: string): string {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? ''));
}

const initialize = {
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'plimsoll', version: '1' } },
};

describe('programs nobody here wrote', () => {
  it('a model-context server: five sessions at once, each with its own answers', async () => {
    await using opened = open(
      [
        {
          request: { method: 'tools/call', params: { name: 'echo', arguments: { message: 'user {{user}} {{uuid}}' } } },
          meaning: { deed: { kind: 'read', key: 'x', value: '$.content[0].text', maxStaleMs: 0 } },
        },
        { request: { method: 'tools/call', params: { name: 'get-sum', arguments: { a: 1, b: 41 } } }, output: '\\b42\\b' },
        { request: { method: 'no/such/method' } },
      ],
      {
        settings: {
          argv: [process.execPath, binaryOf('@modelcontextprotocol/server-everything'), 'stdio'],
          greetings: [
            greeting({ request: initialize, json: { '$.protocolVersion': '2025-06-18' } }),
            greeting({ notify: { method: 'notifications/initialized' } }),
          ],
          startMs: 30_000,
        },
      },
    );
    const users = [0, 1, 2, 3, 4];
    await opened.driver.prepare?.(users);
    expect(opened.heard.at(-1)).toHaveLength(5);
    await Promise.all(
      users.map(async (user) => {
        const session = opened.driver.openSession(user);
        for (let n = 0; n < 5; n += 1) {
          const outcome = await perform(session, 0, { ...values, uuid: `${user}-${n}` });
          expect(outcome).toMatchObject({ kind: 'ok', told: { value: `Echo: user ${user} ${user}-${n}` } });
        }
        expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
        expect(await perform(session, 2)).toMatchObject({ error: 'rejected', detail: 'the answer is the error -32601: Method not found' });
      }),
    );
  });

  it("Node's own prompt", async () => {
    await using opened = open(
      [
        { request: 'x = {{n}} + 1', output: '^8$' },
        { request: 'x * 2', output: '^16$' },
        { request: 'y', output: '^Uncaught ReferenceError' },
      ],
      {
        settings: {
          argv: [process.execPath, '-i'],
          rpc: false,
          framing: { kind: 'prompt', prompt: '^> ', echo: false },
          farewells: [greeting({ request: '.exit' })],
        },
      },
    );
    await opened.driver.prepare?.([0]);
    const session = opened.driver.openSession(0);
    for (const one of [0, 1, 2]) expect(await perform(session, one)).toMatchObject({ kind: 'ok' });
  });

  it('a language server: a document is opened, hovered over and completed', async () => {
    const schema = { type: 'object', properties: { port: { type: 'number', description: 'Where it listens.' } } };
    const at = { textDocument: { uri: 'file:///{{user}}.json' }, position: { line: 0, character: 4 } };
    await using opened = open(
      [
        {
          notify: {
            method: 'textDocument/didOpen',
            params: { textDocument: { uri: 'file:///{{user}}.json', languageId: 'json', version: 1, text: '{ "port": 1 }' } },
          },
        },
        { request: { method: 'textDocument/hover', params: at }, output: 'Where it listens' },
        { request: { method: 'textDocument/completion', params: at }, output: '"label":"port"' },
      ],
      {
        settings: {
          argv: [process.execPath, binaryOf('vscode-json-languageserver'), '--stdio'],
          framing: { kind: 'content-length' },
          greetings: [
            greeting({
              request: { method: 'initialize', params: { processId: 1, rootUri: 'file:///', capabilities: {} } },
              json: { '$.capabilities.hoverProvider': true },
            }),
            greeting({ notify: { method: 'initialized', params: {} } }),
            greeting({
              notify: {
                method: 'workspace/didChangeConfiguration',
                params: { settings: { json: { schemas: [{ fileMatch: ['*.json'], schema }] } } },
              },
            }),
          ],
          farewells: [greeting({ request: { method: 'shutdown' } }), greeting({ notify: { method: 'exit' } })],
          startMs: 30_000,
        },
      },
    );
    await opened.driver.prepare?.([0, 1]);
    for (const user of [0, 1]) {
      const session = opened.driver.openSession(user);
      for (const one of [0, 1, 2]) expect(await perform(session, one)).toMatchObject({ kind: 'ok' });
    }
    expect(opened.heard.at(-1)).toHaveLength(2);
  });
});
