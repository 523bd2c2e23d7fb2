import { describe, expect, it } from 'vitest';
import { dropOf, peakSeen } from '../../../src/diagnose/scaling/drop.ts';
import { timeBeyond } from '../../../src/diagnose/scaling/extrapolate.ts';
import { growthOf, intervalOf } from '../../../src/diagnose/scaling/growth.ts';
import { secondsPerTurn, sortLevels, valuesOf } from '../../../src/diagnose/scaling/levels.ts';
import { predict } from '../../../src/diagnose/scaling/predict.ts';
import type { LevelSeen } from '../../../src/model/scaling.ts';
import { openChance, type Chance } from '../../../src/stats/chance.ts';
import { coherencyOf, contentionOf, peakUsersOf } from '../../../src/stats/scalability.ts';
import { lawRate, truth, usual, visits } from './a-service.ts';

const trials = 200;
const draws = 199;
/** Three standard errors of a share of 95 % in so many trials are 4.6 %. */
const least = 0.905;

const turnsOf = (seen: readonly LevelSeen[]) => valuesOf(sortLevels(seen).levels, secondsPerTurn);

function holds(interval: readonly [number, number] | null, value: number): boolean {
  return interval !== null && interval[0] <= value && value <= interval[1];
}

/** How often each of several things is so. */
function shares(
  seed: number,
  look: (chance: Chance) => Readonly<Record<string, boolean>>,
  count: number = trials,
): Readonly<Record<string, number>> {
  const chance = openChance(seed, 0);
  const counts: Record<string, number> = {};
  for (let trial = 0; trial < count; trial += 1) {
    for (const [name, is] of Object.entries(look(chance))) counts[name] = (counts[name] ?? 0) + (is ? 1 / count : 0);
  }
  return counts;
}

describe.each([0.02, 0.05, 0.1])('with noise of %d, three visits to each of seven levels', (noise) => {
  it('intervals of throughput, contention, coherency, peak and prediction hold the truth 95 times in 100', () => {
    const held = shares(61 + 1_000 * noise, (chance) => {
      const levels = turnsOf(visits(usual, 3, noise, chance));
      const growth = growthOf(levels, chance, draws);
      if (growth === null) throw new Error('no growth');
      const prediction = predict(levels, 30, timeBeyond, chance, draws);
      return {
        throughput: holds(dropOf(growth, 20).rate.interval, lawRate(20)),
        contention: holds(
          intervalOf(growth, ({ curve }) => contentionOf(curve)),
          truth.contention,
        ),
        coherency: holds(
          intervalOf(growth, ({ curve }) => coherencyOf(curve)),
          truth.coherency,
        ),
        peak: holds(
          intervalOf(growth, ({ curve }) => peakUsersOf(curve)),
          Math.sqrt((1 - truth.contention) / truth.coherency),
        ),
        prediction: prediction.kind === 'predicted' && holds(prediction.interval, 30 / lawRate(30)),
        predicted: prediction.kind === 'predicted',
        follows: !growth.misfit.real,
      };
    });
    for (const name of ['throughput', 'contention', 'coherency', 'peak'] as const) {
      expect(held[name], name).toBeGreaterThan(least);
      // Widened for levels that are noisier than others, they hold it a little too often where none is.
      expect(held[name], name).toBeLessThan(0.995);
    }
    // One in twenty is withheld by its own check.
    expect(held['predicted']).toBeGreaterThan(least);
    expect((held['prediction'] ?? 0) / (held['predicted'] ?? 1)).toBeGreaterThan(least);
    expect(held['follows']).toBeGreaterThan(0.97);
  });
});

it('throughput at 20 users is known far better than from the visits to 20 users alone', () => {
  const chance = openChance(62, 0);
  const widths = Array.from({ length: 60 }, () => {
    const growth = growthOf(turnsOf(visits(usual, 3, 0.05, chance)), chance, draws);
    const interval = growth === null ? null : dropOf(growth, 20).rate.interval;
    if (interval === null) throw new Error('no interval');
    return Math.log(interval[1] / interval[0]) / 2;
  });
  // Three values of 5 % noise have a 95 % interval of 4.303 · 5 % / √3 = 12.4 % to each side.
  expect(widths.reduce((sum, width) => sum + width, 0) / widths.length).toBeLessThan(0.08);
});

it('a level three times as noisy as all others costs some of that certainty, not most', () => {
  const { throughput = 0 } = shares(66, (chance) => {
    const growth = growthOf(turnsOf([...visits(usual.slice(0, -1), 3, 0.04, chance), ...visits([20], 3, 0.12, chance)]), chance, draws);
    return { throughput: growth !== null && holds(dropOf(growth, 20).rate.interval, lawRate(20)) };
  });
  expect(throughput).toBeGreaterThan(0.77);
});

describe('a service without coherency', () => {
  it('has no peak seen 95 times in 100', () => {
    const law = { ...truth, coherency: 0 };
    const { peak = 1 } = shares(63, (chance) => {
      const seen = visits(usual, 3, 0.05, chance, (users) => ({ ratePerSecond: lawRate(users, law) }));
      const growth = growthOf(turnsOf(seen), chance, draws);
      return { peak: growth !== null && peakSeen(growth, dropOf(growth, 20)) !== null };
    });
    expect(peak).toBeLessThan(0.07);
  });
});

describe('a service that is full at once', () => {
  const full = (users: number): number => Math.min(100 * users, 500);

  it('is seen not to follow the law, and its throughput is what was measured', () => {
    const { real = 0, throughput = 0 } = shares(64, (chance) => {
      const seen = visits(usual, 3, 0.03, chance, (users) => ({ ratePerSecond: full(users) }));
      const growth = growthOf(turnsOf(seen), chance, draws);
      if (growth === null) throw new Error('no growth');
      return { real: growth.misfit.real, throughput: holds(dropOf(growth, 20).rate.interval, 500) };
    });
    expect(real).toBeGreaterThan(0.9);
    expect(throughput).toBeGreaterThan(0.88);
  });

  it('is not predicted by a law that it does not follow', () => {
    const { predicted = 1 } = shares(
      65,
      (chance) => {
        const seen = visits([1, 2, 3, 4, 5, 8], 3, 0.03, chance, (users) => ({ ratePerSecond: full(users) }));
        return { predicted: predict(turnsOf(seen), 12, timeBeyond, chance, draws).kind === 'predicted' };
      },
      60,
    );
    expect(predicted).toBeLessThan(0.05);
  });
});
