import { expect, it } from 'vitest';
import type { LoadProgress } from '../../src/model/observation.ts';
import { lookForReturn } from '../../src/phases/ordeal.ts';

const pace = { ratePerSecond: 1_000, users: 4, p95Ms: 10, p50Ms: 5, errorShare: 0 };

/** Words of a load, a quarter of a second apart, each with its requests and p95 since the one before. */
function words(list: readonly (readonly [requests: number, p95Ms: number | null])[]): readonly LoadProgress[] {
  let requests = 0;
  return list.map(([more, p95Ms], index) => {
    requests += more;
    return {
      elapsedMs: (index + 1) * 250,
      measuring: true,
      requests,
      errors: 0,
      p95Ms,
      inFlight: 4,
      answered: requests,
      timedOut: 0,
      slowestMs: p95Ms,
      flights: [],
    };
  });
}

const good = [250, 10] as const;

it('enough is seen of a recovery after six good words in a row, not before, and not of a service that is silent or slow', () => {
  const seen = (list: Parameters<typeof words>[0]): readonly boolean[] => words(list).map(lookForReturn(pace, 20));
  expect(seen([good, good, good, good, good, good])).toEqual([false, false, false, false, false, true]);
  expect(seen([good, good, [250, 40], good, good, good, good, good, good]).indexOf(true)).toBe(8);
  expect(seen([good, good, good, good, good, [0, 10]])).not.toContain(true);
  expect(seen([good, good, good, good, good, [250, null], good])).not.toContain(true);
});
