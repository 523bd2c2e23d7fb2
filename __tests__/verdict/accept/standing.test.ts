import { describe, expect, it } from 'vitest';
import type { KeptAcceptance } from '../../../src/model/acceptance.ts';
import { standing } from '../../../src/verdict/accept/standing.ts';

const kept = (expiresAt: string): KeptAcceptance => ({
  metric: 'p95',
  because: '',
  by: 'commit 4f2c1e9',
  createdAt: '2026-10-01T00:00:00.000Z',
  expiresAt,
});

describe('what was accepted', () => {
  it('stands until the day from which it counts no more, by the clock of the run that is judged', () => {
    const all = ['2026-10-31T00:00:00Z', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00.001Z'].map(kept);
    expect(standing(all, '2026-11-01T00:00:00.000Z')).toEqual(all.slice(2));
  });
});
