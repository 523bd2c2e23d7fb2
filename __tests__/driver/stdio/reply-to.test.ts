import { describe, expect, it } from 'vitest';
import { replyTo } from '../../../src/driver/stdio/reply-to.ts';

describe('what a program asks of its client', () => {
  it.each([
    ['ping', undefined, { result: {} }],
    ['client/registerCapability', {}, { result: null }],
    ['workspace/configuration', { items: [1, 2] }, { result: [null, null] }],
    ['workspace/configuration', null, { result: null }],
    ['sampling/createMessage', {}, { error: { code: -32601, message: 'method not found' } }],
  ])('%s with %j is answered', (method, params, expected) => {
    const heard = replyTo(method, 'a', params);
    expect(heard.kind === 'asked' && JSON.parse(heard.reply)).toEqual({ jsonrpc: '2.0', id: 'a', ...expected });
  });

  it.each([null, {}, 'x'.repeat(1_000)])('an id such as %j is none', (id) => {
    expect(replyTo('ping', id, {})).toMatchObject({ kind: 'broken', failure: { error: 'protocol' } });
  });
});
