import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseMessage } from '../../../src/monitor/inspector/message.ts';

it('answers and events are told apart, refusals have no result', () => {
  expect(parseMessage('{"id":3,"result":{"a":1}}')).toEqual({ kind: 'answer', id: 3, result: { a: 1 } });
  expect(parseMessage('{"id":3,"error":{"code":-32601}}')).toEqual({ kind: 'answer', id: 3, result: null });
  expect(parseMessage('{"method":"Debugger.paused","params":{"reason":"other"}}')).toEqual({
    kind: 'event',
    method: 'Debugger.paused',
    params: { reason: 'other' },
  });
});

it('no text makes an error, and what is no message is none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constantFrom('{', 'null', '{"id":"1"}', '{"method":5}')), (text) => {
      const message = parseMessage(text);
      if (message !== null) expect(['answer', 'event']).toContain(message.kind);
    }),
  );
  for (const text of ['', '{', 'null', '[]', '5', '{"id":"1"}', '{"method":5}', '{}']) expect(parseMessage(text)).toBeNull();
});
