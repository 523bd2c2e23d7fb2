import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { writeScript, type Step } from '../../src/load/script.ts';
import { scenario } from '../support/operations.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const mixes = fc
  .dictionary(fc.constantFrom('list', 'add', 'stock', 'me'), fc.integer({ min: 1, max: 9 }), { minKeys: 1 })
  .map((mix) => ({ ...mix }));
const scenarios = fc.record({
  users: fc.integer({ min: 1, max: 20 }),
  mix: mixes,
  thinkMs: fc.nat({ max: 1_000 }),
  keys: fc.integer({ min: 1, max: 100 }),
  seed: seeds,
});

function steps(given: Parameters<typeof scenario>[0], user: number, count: number): readonly Step[] {
  const script = writeScript(scenario(given), user);
  return Array.from({ length: count }, () => script.next());
}

describe('a script', () => {
  it('is the same for the same scenario and user, in whatever order the mix is written', () => {
    fc.assert(
      fc.property(scenarios, fc.nat({ max: 19 }), (given, user) => {
        const turned = { ...given, mix: Object.fromEntries(Object.entries(given.mix).toReversed()) };
        expect(steps(turned, user, 20)).toEqual(steps(given, user, 20));
      }),
    );
  });

  it('does not depend on duration and warm-up: a longer run begins like a shorter one', () => {
    fc.assert(
      fc.property(scenarios, fc.nat(10_000), (given, durationMs) => {
        expect(steps({ ...given, durationMs, warmupMs: durationMs }, 0, 10)).toEqual(steps(given, 0, 10));
      }),
    );
  });

  it('sends only what the mix names, keys from 1 to `keys`, and thinks from half to one and a half of the mean', () => {
    fc.assert(
      fc.property(scenarios, fc.nat({ max: 19 }), (given, user) => {
        for (const { operation, values, thinkMs } of steps({ ...given, mix: { ...given.mix, never: 0 } }, user, 30)) {
          expect(Object.keys(given.mix)).toContain(operation);
          expect(Number(values.key)).toBeGreaterThanOrEqual(1);
          expect(Number(values.key)).toBeLessThanOrEqual(given.keys);
          expect(thinkMs).toBeGreaterThanOrEqual(0.5 * given.thinkMs);
          expect(thinkMs).toBeLessThanOrEqual(1.5 * given.thinkMs);
        }
      }),
    );
  });

  it('gives no number and no UUID twice among all users', () => {
    fc.assert(
      fc.property(scenarios, (given) => {
        const all = Array.from({ length: given.users }, (_, user) => steps(given, user, 20)).flat();
        expect(new Set(all.map(({ values }) => values.n)).size).toBe(all.length);
        expect(new Set(all.map(({ values }) => values.uuid)).size).toBe(all.length);
      }),
    );
  });

  it('respects the weights: 20 000 draws lie within four standard deviations', () => {
    const drawn = steps({ mix: { list: 7, add: 2, stock: 1 }, keys: 5 }, 0, 20_000);
    for (const [name, share] of [
      ['list', 0.7],
      ['add', 0.2],
      ['stock', 0.1],
    ] as const) {
      const found = drawn.filter(({ operation }) => operation === name).length;
      expect(Math.abs(found - 20_000 * share)).toBeLessThan(4 * Math.sqrt(20_000 * share * (1 - share)));
    }
    const keys = new Set(drawn.map(({ values }) => values.key));
    expect([...keys].sort()).toEqual(['1', '2', '3', '4', '5']);
    const mean = steps({ thinkMs: 100 }, 0, 20_000).reduce((sum, { thinkMs }) => sum + thinkMs, 0) / 20_000;
    expect(Math.abs(mean - 100)).toBeLessThan(4 * (28.9 / Math.sqrt(20_000)));
  });
});
