import { expect, it } from 'vitest';
import { checkMonitor } from '../../src/monitor/self-check.ts';

it.each([
  [1, 1_000, 10, 'ok', 'The monitor took 0.1 % of a core, at 10 looks a second.'],
  [0.7123, 1_000, 10, 'ok', 'The monitor took 0.0712 % of a core, at 10 looks a second.'],
  [5, 60_000, 61, 'ok', 'The monitor took 0.00833 % of a core, at 1 look a second.'],
  [0.001, 1_000, 10, 'ok', 'The monitor took less than 0.001 % of a core, at 10 looks a second.'],
  [12.345, 1_000, 0, 'ok', 'The monitor took 1.23 % of a core.'],
  [50, 1_000, 0, 'ok', 'The monitor took 5 % of a core.'],
  [80, 1_000, 10, 'spoiled', 'The monitor took 8 % of a core, at 10 looks a second, more than 5 %: it disturbed the service it watched.'],
  [0, 0, 3, 'ok', 'The monitor took 0 % of a core.'],
])('%d ms of reading in %d ms with %d looks is %s', (costMs, durationMs, looks, kind, sentence) => {
  expect(checkMonitor(costMs, durationMs, looks)).toEqual({ kind, sentence });
});
