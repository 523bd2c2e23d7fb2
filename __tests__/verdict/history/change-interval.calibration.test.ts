import { expect, it } from 'vitest';
import { openChance } from '../../../src/stats/chance.ts';
import { changeInterval } from '../../../src/verdict/history/change-interval.ts';
import { flat } from '../../stats/series.ts';

const trials = 800;

it.each([
  { before: 14, last: 3, likeness: 0 },
  { before: 14, last: 1, likeness: 0.3 },
  { before: 59, last: 1, likeness: 0 },
  { before: 57, last: 3, likeness: 0.3 },
])('the interval of a change holds it about 95 times in 100: $last after $before runs, $likeness alike', ({ before, last, likeness }) => {
  const chance = openChance(23, before);
  let held = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    // Half of the histories had a level of their own until twenty runs ago.
    const older = trial % 2 === 0 ? 1.4 : 1;
    const runs = flat(chance, before + last, 0.05, likeness).map((run, at) => Math.exp(run) * (at < before - 20 ? older : 1));
    const { interval } = changeInterval(
      runs.slice(0, before),
      runs.slice(before).map((run) => run + 0.1),
      12,
    );
    if (interval[0] <= 0.1 && interval[1] >= 0.1) held += 1;
  }
  expect((100 * held) / trials).toBeGreaterThan(91);
  expect((100 * held) / trials).toBeLessThan(98);
});
