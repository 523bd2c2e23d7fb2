import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarioArbitrary } from '../../src/property/arbitrary.ts';
import { readScenario, writeScenario } from '../../src/property/text.ts';
import { operationOf } from './model-service.ts';

const operations = [operationOf('list', 8), operationOf('stock', 2), operationOf('off', 0), operationOf('add', 1)];

const ground = fc.record({
  users: fc
    .tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000 }))
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
  operations: fc.constant(operations),
  keys: fc.integer({ min: 1, max: 1_000_000 }),
  thinkMs: fc.integer({ min: 0, max: 500 }),
  scenarioMs: fc.integer({ min: 1, max: 60_000 }),
});

describe('generated scenarios', () => {
  it('stay within what the service is asked to carry, and can be written and read', () => {
    fc.assert(
      fc.property(
        ground.chain((given) => fc.tuple(fc.constant(given), scenarioArbitrary(given))),
        ([given, scenario]) => {
          expect(scenario.users).toBeGreaterThanOrEqual(given.users.min);
          expect(scenario.users).toBeLessThanOrEqual(given.users.max);
          const names = Object.keys(scenario.mix);
          expect(names.length).toBeGreaterThan(0);
          expect(['list', 'stock', 'add']).toEqual(expect.arrayContaining(names));
          expect(Object.values(scenario.mix).every((weight) => weight > 0)).toBe(true);
          expect(scenario.thinkMs).toBeGreaterThanOrEqual(given.thinkMs);
          expect(scenario.thinkMs - given.thinkMs).toBeLessThanOrEqual(given.scenarioMs / 20);
          expect(scenario).toMatchObject({ keys: given.keys, durationMs: given.scenarioMs });
          expect(readScenario(writeScenario(scenario))).toStrictEqual(scenario);
        },
      ),
    );
  });

  it('are not drawn to few users, nor to either end: each quarter of the levels gets its share', () => {
    for (const max of [20, 1_000]) {
      const drawn = fc.sample(scenarioArbitrary({ users: { min: 1, max }, operations, keys: 1, thinkMs: 0, scenarioMs: 1_000 }), {
        numRuns: 4_000,
        seed: 7,
      });
      const quarters = [0, 0, 0, 0];
      for (const { users } of drawn)
        quarters[Math.floor(((users - 1) / max) * 4)] = (quarters[Math.floor(((users - 1) / max) * 4)] ?? 0) + 1;
      for (const count of quarters) expect(count / drawn.length).toBeCloseTo(0.25, 1);
      const ends = drawn.filter(({ users }) => users === 1 || users === max).length;
      expect(ends / drawn.length).toBeLessThan(2 / max + 0.03);
    }
  });

  it('mix whole, part and single, at their own weights and at others, with and without think time', () => {
    const drawn = fc.sample(scenarioArbitrary({ users: { min: 1, max: 20 }, operations, keys: 1, thinkMs: 0, scenarioMs: 1_000 }), {
      numRuns: 400,
      seed: 7,
    });
    const sizes = new Set(drawn.map(({ mix }) => Object.keys(mix).length));
    expect(sizes).toEqual(new Set([1, 2, 3]));
    const configured = drawn.filter(({ mix }) => mix['list'] === 8 && mix['stock'] === 2 && mix['add'] === 1).length;
    expect(configured / drawn.length).toBeGreaterThan(0.3);
    expect(configured / drawn.length).toBeLessThan(0.7);
    const restless = drawn.filter(({ thinkMs }) => thinkMs === 0).length;
    expect(restless / drawn.length).toBeGreaterThan(0.35);
    expect(restless / drawn.length).toBeLessThan(0.65);
  });
});
