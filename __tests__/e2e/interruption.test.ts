import { randomInt, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { plimsoll, processesWith } from '../support/cli.ts';

const tries = 6;

describe.concurrent.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('a run interrupted by %s', (signal, expected) => {
  it(`leaves no process behind and exits ${expected}`, async () => {
    for (let time = 0; time < tries; time++) {
      const id = randomUUID();
      const { status } = await plimsoll(['demo', '--budget', '5s', '--quiet'], {
        env: { PLIMSOLL_TEST_ID: id },
        interrupt: { signal, afterMs: randomInt(300, 2_500) },
      });
      expect({ status, left: processesWith('PLIMSOLL_TEST_ID', id) }).toEqual({ status: expected, left: [] });
    }
  });
});
