import { describe, expect, it } from 'vitest';
import { driftOfWindows } from '../../src/diagnose/drift.ts';
import { exceedsLimit } from '../../src/diagnose/drift-limit.ts';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { around, flat, withBurst } from '../stats/series.ts';
import { fromMs, loadOf, readingsOf } from './a-drift.ts';

/** Noise as it was seen, at its worst: neighbours alike by 0.5, and in one series of four a fifth of the values up to twice as high. */
function noise(chance: Chance, count: number): readonly number[] {
  const series = flat(chance, count, 0.05 + 0.15 * chance.unit(), 0.5);
  return chance.unit() < 0.25 ? withBurst(chance, series, count / 5, 2) : series;
}

const at = (series: readonly number[], level: number) => (index: number) =>
  level * Math.exp(series[Math.min(series.length - 1, Math.max(0, index))] ?? 0);

/** Share of runs in which something drifted beyond its limit. */
function shareBeyond(runs: number, seed: number, run: (chance: Chance) => ReturnType<typeof driftOfWindows>): number {
  const chance = openChance(seed, 0);
  let beyond = 0;
  for (let index = 0; index < runs; index += 1) if (run(chance).some((drift) => exceedsLimit(drift, 0))) beyond += 1;
  return beyond / runs;
}

describe('a healthy load', () => {
  it('drifts beyond a limit in fewer than five of 1 000 runs', () => {
    const share = shareBeyond(2_000, 20_282, (chance) =>
      driftOfWindows(loadOf(at(noise(chance, 20), 30)), readingsOf(at(noise(chance, 20), 0.4), at(noise(chance, 20), 50e6)), fromMs),
    );
    expect(share).toBeLessThanOrEqual(0.005);
  });
});

describe('a load that drifts', () => {
  it.each([
    ['CPU time by a third', 1.33, 0.03, 0.8],
    ['CPU time by half', 1.5, 0.05, 0.85],
    ['CPU time to twice', 2, 0.1, 0.8],
  ] as const)('in its %s is found', (_, factor, sigma, least) => {
    const share = shareBeyond(300, 20_284, (chance) => {
      const cpu = around(flat(chance, 20, sigma), (place) => 1 + (factor - 1) * place);
      return driftOfWindows(
        loadOf(() => 30),
        readingsOf(at(cpu, 0.4), () => 50e6),
        fromMs,
      );
    });
    expect(share).toBeGreaterThanOrEqual(least);
  });

  it.each([
    ['by half', 1.5, 0.03, 0.85],
    ['by three quarters', 1.75, 0.05, 0.85],
    ['to twice', 2, 0.1, 0.75],
    ['to three times', 3, 0.2, 0.7],
  ] as const)('in its p95 %s is found', (_, factor, sigma, least) => {
    const share = shareBeyond(300, 20_285, (chance) =>
      driftOfWindows(
        loadOf(
          at(
            around(flat(chance, 20, sigma), (place) => 1 + (factor - 1) * place),
            30,
          ),
        ),
        [],
        fromMs,
      ),
    );
    expect(share).toBeGreaterThanOrEqual(least);
  });
});
