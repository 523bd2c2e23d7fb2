import { describe, expect, it } from 'vitest';
import { decideConfig } from '../../../src/config/decide.ts';
import type { Config } from '../../../src/config/schema.ts';
import { givenFile } from '../../config/a-given.ts';

const decide = (text: string): Config => decideConfig(givenFile(text));

function refused(text: string): string {
  try {
    decide(text);
  } catch (error) {
    return String(error);
  }
  return 'nothing wrong';
}

describe('stdio: of the configuration', () => {
  it('says the program, how it speaks, and how a session begins and ends', () => {
    const { driver, operations } = decide(`
stdio:
  command: [node, agent.mjs]
  framing: content-length
  start:
    - { request: { method: initialize, params: { name: "u{{user}}" } }, expect: { json: { $.ok: true } } }
    - { notify: { method: initialized } }
  stop: [{ notify: { method: exit } }]
  environment: { LEVEL: 3 }
  deadline: 5s
  grace: 2s
operations:
  echo: { request: { method: echo, params: { text: "{{uuid}}" } }, expect: { json: { $.text: hi }, output: h.$ } }
  tell: { notify: { method: told } }
`);
    expect(driver.stdio).toEqual({
      argv: ['node', 'agent.mjs'],
      environment: { LEVEL: '3' },
      framing: { kind: 'content-length' },
      rpc: true,
      greetings: [
        {
          message: '{"method":"initialize","params":{"name":"u{{user}}"}}',
          isNotification: false,
          expect: [{ path: '$.ok', equals: true }],
        },
        { message: '{"method":"initialized"}', isNotification: true, expect: [] },
      ],
      farewells: [{ message: '{"method":"exit"}', isNotification: true, expect: [] }],
      startMs: 5_000,
      stopMs: 2_000,
    });
    expect(operations[0]?.spec).toEqual({
      driver: 'stdio',
      message: '{"method":"echo","params":{"text":"{{uuid}}"}}',
      isNotification: false,
      expect: { json: [{ path: '$.text', equals: 'hi' }], output: 'h.$' },
    });
    expect(operations[1]?.spec).toMatchObject({ isNotification: true });
  });

  it('takes a line of shell, and lines of a prompt', () => {
    const { driver, operations } = decide(
      'stdio: { command: "exec node -i", framing: { prompt: "> " } }\noperations: { sum: { request: "1+{{n}}" } }',
    );
    expect(driver.stdio).toMatchObject({
      argv: ['/bin/sh', '-c', 'exec node -i'],
      framing: { kind: 'prompt', prompt: '> ', echo: false },
      rpc: false,
      startMs: 30_000,
      stopMs: 1_000,
    });
    expect(operations[0]?.spec).toMatchObject({ message: '"1+{{n}}"' });
  });

  it.each([
    ['framing: frames', 'lines, content-length, or { prompt: ">>> " }'],
    ['framing: { prompt: "(" }', 'a regular expression of at most 200 characters'],
    ['framing: { prompt: "x*" }', 'a regular expression of at most 200 characters'],
    ['framing: { prompt: "> " }, rpc: true', 'false, because lines of a prompt are no JSON-RPC'],
    ['start: [{}]', 'exactly one of request, notify'],
    ['start: [{ request: { method: a, params: "{{uuid}}" } }]', 'no other template than {{user}}'],
    ['start: [{ request: { params: 1 } }]', 'a mapping with the method'],
    ['stop: [{ notify: { method: a }, expect: { json: { $.a: 1 } } }]', 'nobody answers a notification'],
    ['deadline: 5', 'a duration'],
    ['environment: [1]', 'a mapping of environment variables'],
    ['colour: red', 'colour'],
  ])('%s is refused, with what was expected', (line, expected) => {
    expect(refused(`stdio: { command: x, ${line} }\noperations: { one: { request: { method: a } } }`)).toContain(expected);
  });

  it.each([
    ['lines', '{ request: { params: {} } }', 'a mapping with the method'],
    ['lines', '{ request: { method: a, id: 1 } }', 'version and id are added'],
    ['lines', '{ notify: a }', 'a mapping with the method'],
    ['{ prompt: "> " }', '{ request: { method: a } }', 'a text of one line'],
    ['{ prompt: "> " }', '{ request: "a\\nb" }', 'a text of one line'],
    ['lines', '{ notify: { method: a }, expect: { output: x } }', 'nobody answers a notification'],
    ['lines', '{ request: { method: a }, expect: { status: 200 } }', 'status only beside'],
  ])('with framing %s, %s is refused', (framing, operation, expected) => {
    expect(refused(`stdio: { command: x, framing: ${framing} }\noperations: { one: ${operation} }`)).toContain(expected);
  });

  it('is asked for where operations need it', () => {
    expect(refused('operations: { one: { request: { method: a } } }')).toContain('stdio, because operations are performed by it');
  });
});
