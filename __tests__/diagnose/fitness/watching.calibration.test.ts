import { describe, expect, it } from 'vitest';

import { changeOf, type Pair } from '../../../src/diagnose/fitness/change.ts';
import { planWatching } from '../../../src/diagnose/fitness/plan-watching.ts';
import { checkWatching } from '../../../src/diagnose/fitness/watching.ts';
import { type Chance, openChance } from '../../../src/stats/chance.ts';
import { aCheckup, round, watched } from './a-checkup.ts';

const trials = 4_000;

/** Noise of a machine on the scale of logarithms. */
type Noise = () => number;

function normalOf(chance: Chance): Noise {
  return () => Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
}

/** Machines: one with plain noise, one that is paused now and then, one that drifts by more than its noise. */
const machines: Readonly<Record<string, (seed: number) => Noise>> = {
  plain: (seed) => {
    const chance = openChance(seed, 1);
    const normal = normalOf(chance);
    return () => 0.05 * normal();
  },
  paused: (seed) => {
    const chance = openChance(seed, 2);
    const normal = normalOf(chance);
    return () => 0.02 * normal() - (chance.unit() < 0.1 ? 0.5 * chance.unit() : 0);
  },
  drifting: (seed) => {
    const chance = openChance(seed, 3);
    const normal = normalOf(chance);
    let level = 0;
    return () => (level += 0.03 * normal()) + 0.02 * normal();
  },
};

describe.each(Object.keys(machines))('on a machine that is %s', (name) => {
  it('watching that changes nothing is seen to change something in at most 5 of 100 examinations, and all but never limits', () => {
    let [seen, limited] = [0, 0];
    for (let trial = 0; trial < trials; trial += 1) {
      const noise = machines[name]?.(trial) ?? (() => Number.NaN);
      const cycles = planWatching([0, 1, 10, 50], 10, trial).map((order) =>
        order.map((hertz) => watched(hertz, { ratePerSecond: 40_000 * Math.exp(noise()) })),
      );
      const { kind, sentence } = checkWatching(aCheckup({ rounds: [round({ watched: cycles })] }));
      if (sentence.includes('more than chance')) seen += 1;
      if (kind !== 'ok') limited += 1;
    }
    // Three standard errors of a share of 5 % over so many trials.
    expect(seen / trials).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials));
    expect(limited / trials).toBeLessThan(0.025);
  });
});

describe.each([5, 10])('from %d pairs', (count) => {
  const sigma = 0.04;
  const draw = (stream: number, shift: number): readonly Pair[] => {
    const normal = normalOf(openChance(stream, count));
    return Array.from({ length: count }, (): Pair => [1, Math.exp(shift + sigma * normal())]);
  };
  const seen = (pairs: readonly Pair[]): boolean => {
    const [low = 0, high = 0] = changeOf(pairs)?.intervalPercent ?? [];
    return low > 0 || high < 0;
  };

  it('the interval holds the truth in 95 of 100', () => {
    let inside = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const [low = 0, high = 0] = changeOf(draw(trial, 0.1))?.intervalPercent ?? [];
      const truth = 100 * Math.expm1(0.1);
      if (low <= truth && truth <= high) inside += 1;
    }
    expect(Math.abs(inside / trials - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / trials));
  });

  it('a change that is told to be visible is seen in about four of five', () => {
    // The size that a typical examination of this noise tells.
    const told = Array.from({ length: trials }, (_, trial) => changeOf(draw(trial, 0))?.visiblePercent ?? 0);
    const typical = Math.sqrt(told.reduce((sum, percent) => sum + Math.log1p(percent / 100) ** 2, 0) / trials);
    let found = 0;
    for (let trial = 0; trial < trials; trial += 1) if (seen(draw(trials + trial, -typical))) found += 1;
    expect(found / trials).toBeGreaterThan(0.74);
    expect(found / trials).toBeLessThan(0.86);
  });
});
