import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/driver/module/messages.ts';

describe('lines from the process of a module', () => {
  it('are messages or nothing, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.record({ kind: fc.constantFrom('done', 'failed', 'loaded'), number: fc.anything() }).map((one) => JSON.stringify(one)),
        ),
        (text) => {
          const message = readMessage(text);
          if (message !== undefined && 'number' in message) expect(Number.isSafeInteger(message.number)).toBe(true);
        },
      ),
    );
  });
});
