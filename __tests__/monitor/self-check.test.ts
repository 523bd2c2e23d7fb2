import { expect, it } from 'vitest';
import { checkMonitor } from '../../src/monitor/self-check.ts';

it.each([
  [1, 1_000, 'ok', 'The monitor took 0.1 % of a core.'],
  [50, 1_000, 'ok', 'The monitor took 5 % of a core.'],
  [80, 1_000, 'spoiled', 'The monitor took 8 % of a core, more than 5 %: it disturbed the service it watched.'],
  [0, 0, 'ok', 'The monitor took 0 % of a core.'],
])('%d ms of reading in %d ms is %s', (costMs, durationMs, kind, sentence) => {
  expect(checkMonitor(costMs, durationMs)).toEqual({ kind, sentence });
});
