import { describe, expect, it } from 'vitest';

import { mergeProgress } from '../../src/load/progress.ts';

describe('the progress of several engines', () => {
  it('adds up what they did, tells the worst p95, and measures when all of them do', () => {
    const one = { elapsedMs: 500, measuring: true, requests: 10, errors: 1, p95Ms: null };
    const other = { elapsedMs: 510, measuring: false, requests: 20, errors: 0, p95Ms: 7 };
    expect(mergeProgress([one, other])).toEqual({ elapsedMs: 510, measuring: false, requests: 30, errors: 1, p95Ms: 7 });
    expect(mergeProgress([one, { ...other, measuring: true, p95Ms: 3 }, { ...other, measuring: true }])).toMatchObject({
      measuring: true,
      p95Ms: 7,
    });
    expect(mergeProgress([one])).toEqual(one);
  });
});
