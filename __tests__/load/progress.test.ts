import { describe, expect, it } from 'vitest';

import { mergeProgress } from '../../src/load/progress.ts';
import type { LoadProgress } from '../../src/model/observation.ts';

const one: LoadProgress = {
  elapsedMs: 500,
  measuring: true,
  requests: 10,
  errors: 1,
  p95Ms: null,
  inFlight: 3,
  answered: 12,
  timedOut: 1,
  slowestMs: null,
  flights: [
    { operation: 'list', count: 2, oldestMs: 40, answered: 7 },
    { operation: 'add', count: 1, oldestMs: 9, answered: 5 },
  ],
};
const other: LoadProgress = {
  elapsedMs: 510,
  measuring: false,
  requests: 20,
  errors: 0,
  p95Ms: 7,
  inFlight: 4,
  answered: 30,
  timedOut: 0,
  slowestMs: 21,
  flights: [{ operation: 'add', count: 4, oldestMs: 70, answered: 30 }],
};

describe('the progress of several engines', () => {
  it('adds up what they did, tells the worst p95, and measures when all of them do', () => {
    expect(mergeProgress([one, other])).toEqual({
      elapsedMs: 510,
      measuring: false,
      requests: 30,
      errors: 1,
      p95Ms: 7,
      inFlight: 7,
      answered: 42,
      timedOut: 1,
      slowestMs: 21,
      flights: [
        { operation: 'add', count: 5, oldestMs: 70, answered: 35 },
        { operation: 'list', count: 2, oldestMs: 40, answered: 7 },
      ],
    });
    expect(mergeProgress([one, { ...other, measuring: true, p95Ms: 3 }, { ...other, measuring: true }])).toMatchObject({
      measuring: true,
      p95Ms: 7,
    });
    expect(mergeProgress([one])).toEqual(one);
  });
});
