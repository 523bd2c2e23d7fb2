import { describe, expect, it } from 'vitest';

import { backOffMs, brokeConnection } from '../../src/load/back-off.ts';
import type { ErrorKind } from '../../src/model/outcome.ts';

describe('the back-off', () => {
  it('doubles from 10 ms to 200 ms and is nothing without a failure', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 1_000_000].map(backOffMs)).toEqual([0, 10, 20, 40, 80, 160, 200, 200, 200]);
  });

  it('follows a connection that is gone, not an answer that was wrong or late', () => {
    const kinds: readonly ErrorKind[] = ['status', 'timeout', 'refused', 'reset', 'assertion', 'protocol', 'too-large'];
    const broke = kinds.filter((error) => brokeConnection({ kind: 'failed', sentAtMs: 0, endedAtMs: 1, bytes: 0, error, detail: '' }));
    expect(broke).toEqual(['refused', 'reset', 'protocol']);
    expect(brokeConnection({ kind: 'ok', sentAtMs: 0, endedAtMs: 1, bytes: 0 })).toBe(false);
  });
});
