import { describe, expect, it } from 'vitest';
import { findSustained, seemsWorse } from '../../src/diagnose/sustained.ts';
import type { Endurance } from '../../src/model/endurance.ts';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { flat, withBurst } from '../stats/series.ts';
import { enduranceOf } from './a-drift.ts';

const limits = { driftPercent: 20, errorsPercent: 1 };

/** What one process of a service does: noise of a shared machine, neighbours that take the core for a while, and a warm-up of its own. */
interface Simulated {
  readonly chance: Chance;
  readonly batches: number;
  /** How many times slower it is at its end, or how much larger its share of errors. */
  readonly slower?: number;
  readonly failing?: number;
  /** How many times slower the machine is, from the beginning of the first process on; by batches. */
  readonly machine?: (batch: number) => number;
  readonly attempt: 1 | 2;
}

function simulate({ chance, batches, slower = 1, failing = 0, machine = () => 1, attempt }: Simulated): Endurance {
  const stolen = chance.unit() < 0.25 ? withBurst(chance, flat(chance, batches, 0.01), batches / 5, 2) : flat(chance, batches, 0.01);
  const noise = (least: number, most: number): readonly number[] => flat(chance, batches, least + (most - least) * chance.unit(), 0.5);
  const [p50, p95, cpu] = [noise(0.03, 0.1), noise(0.05, 0.2), noise(0.02, 0.08)];
  const warming = 0.2 + 0.6 * chance.unit();
  const failsTogether = chance.unit() < 0.25 ? Math.floor(chance.unit() * batches) : -1;
  const usual = 0.01 * chance.unit();
  const endurance = enduranceOf(batches, (index) => {
    const place = index / (batches - 1);
    const factor = (1 + (slower - 1) * place) * machine(index) * (1 + warming * Math.exp(-index / 2)) * Math.exp(stolen[index] ?? 0);
    const share = usual + failing * place + (index === failsTogether ? 0.2 : 0);
    const errors = Math.round(500 * share + Math.sqrt(500 * share) * (flat(chance, 1, 1)[0] ?? 0));
    return {
      p50Ms: 6 * factor * Math.exp(p50[index] ?? 0),
      p95Ms: 14 * factor * Math.exp(p95[index] ?? 0),
      cpuMs: 100 * factor * Math.exp(cpu[index] ?? 0),
      errors: Math.max(0, errors),
    };
  });
  return { ...endurance, attempt };
}

/** Share of services that are called worse: a second process is asked only where the first seems so. */
function shareBroken(
  runs: number,
  seed: number,
  of: (chance: Chance) => Omit<Simulated, 'chance' | 'attempt'>,
): { broken: number; asked: number } {
  const chance = openChance(seed, 0);
  let [broken, asked] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const service = of(chance);
    const first = simulate({ ...service, chance, attempt: 1 });
    if (!seemsWorse(first, limits)) continue;
    asked += 1;
    // A second process is loaded with twice the operations.
    const { machine, slower = 1, failing = 0 } = service;
    const twice = { batches: 2 * service.batches, slower: 1 + 2 * (slower - 1), failing: 2 * failing };
    const later = machine === undefined ? {} : { machine: (batch: number) => machine(batch + service.batches) };
    const second = simulate({ ...twice, ...later, chance, attempt: 2 });
    const { kind } = findSustained({ endurances: [first, second], limits, findings: [], ended: null });
    if (kind === 'broken') broken += 1;
  }
  return { broken: broken / runs, asked: asked / runs };
}

describe('a long run', () => {
  it.each([16, 24, 40])('of %i batches of a healthy service never is worse, and seldom needs a second process', (batches) => {
    const { broken, asked } = shareBroken(300, 5_000 + batches, () => ({ batches }));
    expect(broken).toBe(0);
    expect(asked).toBeLessThanOrEqual(0.05);
  });

  it('of a healthy service on a machine that becomes slower is not blamed on the service', () => {
    const ramp = (batch: number): number => 1 + batch / 20;
    const { broken, asked } = shareBroken(60, 71, () => ({ batches: 24, machine: ramp }));
    expect(asked).toBeGreaterThan(0.8);
    expect(broken).toBe(0);
  });

  it.each([
    [16, 1.5, 0.5],
    [24, 1.5, 0.7],
    [24, 2, 0.85],
    [40, 1.5, 0.8],
  ] as const)('of %i batches that becomes %f times as slow is mostly found', (batches, slower, least) => {
    expect(shareBroken(60, 81, () => ({ batches, slower })).broken).toBeGreaterThanOrEqual(least);
  });

  it('in which ever more operations fail is found', () => {
    expect(shareBroken(60, 91, () => ({ batches: 24, failing: 0.08 })).broken).toBeGreaterThanOrEqual(0.8);
  });
});
