import { describe, expect, it } from 'vitest';
import { compileGreeting } from '../../../src/driver/stdio/message.ts';
import { Rpc } from '../../../src/driver/stdio/rpc.ts';
import type { StdioSettings } from '../../../src/model/stdio.ts';
import { values } from '../../support/operations.ts';
import { greeting } from './a-program.ts';

const settings: StdioSettings = {
  argv: [],
  environment: {},
  framing: { kind: 'lines' },
  rpc: true,
  greetings: [],
  farewells: [],
  startMs: 0,
  stopMs: 0,
};

describe('messages of JSON-RPC', () => {
  it.each([
    ['nonsense', 'its output is no JSON: "nonsense"'],
    ['[]', 'no message of JSON-RPC: "[]"'],
    ['7', 'no message of JSON-RPC: "7"'],
    ['{"id":1}', 'neither an answer nor a request: "{\\"id\\":1}"'],
    ['{"id":5,"result":1}', 'an answer to a request that nobody made: "{\\"id\\":5,\\"result\\":1}"'],
    ['['.repeat(200_000), expect.stringContaining('its output is no JSON')],
  ])('%.20s is none', (text, detail) => {
    expect(new Rpc().hear(text)).toEqual({ kind: 'broken', failure: { error: 'protocol', detail } });
  });

  it('an answer that comes after its time is passed over, also when another is waited for', () => {
    const rpc = new Rpc();
    const message = compileGreeting(greeting({ request: { method: 'a', params: '{{user}}' } }), settings);
    expect(rpc.say(message, values, 3)).toBe('{"jsonrpc":"2.0","id":1,"method":"a","params":"3"}');
    rpc.forget();
    rpc.say(message, values, 3);
    expect(rpc.hear('{"id":1,"result":"late"}')).toEqual({ kind: 'passed' });
    expect(rpc.hear('{"id":2,"result":"own"}')).toMatchObject({ kind: 'answer', reply: { document: 'own' } });
    expect(rpc.hear('{"id":2,"result":"twice"}')).toEqual({ kind: 'passed' });
    expect(rpc.hear('{"method":"log"}')).toEqual({ kind: 'passed' });
  });

  it('an error is told with its number, also one that cannot name the request', () => {
    const rpc = new Rpc();
    rpc.say(compileGreeting(greeting({ request: { method: 'a' } }), settings), values, 0);
    expect(rpc.hear('{"id":null,"result":null,"error":{"code":-32700,"message":"Parse\\nerror"}}')).toEqual({
      kind: 'rejected',
      failure: { error: 'rejected', detail: 'the answer is the error -32700: Parse error' },
    });
  });
});
