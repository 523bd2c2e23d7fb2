import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClosedScenario, OpenScenario, Scenario } from '../../src/model/scenario.ts';
import { scenarioArbitrary, type Ground } from '../../src/property/arbitrary.ts';
import { rateCeiling } from '../../src/property/rate-ceiling.ts';
import { readScenario, writeScenario } from '../../src/property/text.ts';
import { brokenBound, rateRange } from '../../src/units/arrival-bounds.ts';
import { operationOf } from './model-service.ts';

const operations = [
  operationOf('list', 8),
  operationOf('stock', 2, '/stock/{{key}}'),
  operationOf('off', 0),
  operationOf('add', 1, '/add', '{{payload}}'),
];

const ground: fc.Arbitrary<Ground> = fc.record({
  users: fc
    .tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000 }))
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
  operations: fc.constant(operations),
  keys: fc.integer({ min: 1, max: 1_000_000 }),
  payloadBytes: fc
    .tuple(fc.integer({ min: 1, max: 1_024 ** 2 }), fc.integer({ min: 1, max: 1_024 ** 2 }))
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
  carriedPerSecond: fc.option(fc.oneof(fc.double({ min: 0.1, max: 200_000, noNaN: true }), fc.integer({ min: 1, max: 5_000 }))),
  thinkMs: fc.integer({ min: 0, max: 500 }),
  mostLeavingPerSecond: fc.constantFrom(0, 0.5, 30),
  scenarioMs: fc.integer({ min: 1, max: 60_000 }),
});

function groundOf(given: Partial<Ground> = {}): Ground {
  const users = { min: 1, max: 20 };
  const payloadBytes = { min: 1_024, max: 1_024 };
  return {
    users,
    operations,
    keys: 100,
    payloadBytes,
    carriedPerSecond: null,
    thinkMs: 0,
    mostLeavingPerSecond: 0,
    scenarioMs: 1_000,
    ...given,
  };
}

function draw(given: Partial<Ground>, numRuns: number): readonly Scenario[] {
  return fc.sample(scenarioArbitrary(groundOf(given)), { numRuns, seed: 7 });
}

function closedOf(scenarios: readonly Scenario[]): readonly ClosedScenario[] {
  return scenarios.filter((scenario) => scenario.model === 'closed');
}

function openOf(scenarios: readonly Scenario[]): readonly OpenScenario[] {
  return scenarios.filter((scenario) => scenario.model === 'open');
}

describe('generated scenarios', () => {
  it('stay within what the service is asked to carry, and can be written and read', () => {
    fc.assert(
      fc.property(
        ground.chain((given) => fc.tuple(fc.constant(given), scenarioArbitrary(given))),
        ([given, scenario]) => {
          const names = Object.keys(scenario.mix);
          expect(names.length).toBeGreaterThan(0);
          expect(['list', 'stock', 'add']).toEqual(expect.arrayContaining(names));
          expect(Object.values(scenario.mix).every((weight) => weight > 0)).toBe(true);
          expect([1, given.keys]).toContain(scenario.keys);
          expect(scenario.durationMs).toBe(given.scenarioMs);
          expect(readScenario(writeScenario(scenario))).toStrictEqual(scenario);
          if (scenario.model === 'open') return;
          expect(scenario.users).toBeGreaterThanOrEqual(given.users.min);
          expect(scenario.users).toBeLessThanOrEqual(given.users.max);
          expect(scenario.thinkMs).toBeGreaterThanOrEqual(given.thinkMs);
          expect(scenario.thinkMs - given.thinkMs).toBeLessThanOrEqual(given.scenarioMs / 20);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are not drawn to few users, nor to either end: each quarter of the levels gets its share', () => {
    for (const max of [20, 1_000]) {
      const drawn = closedOf(draw({ users: { min: 1, max } }, 4_000));
      const quarters = [0, 0, 0, 0];
      for (const { users } of drawn)
        quarters[Math.floor(((users - 1) / max) * 4)] = (quarters[Math.floor(((users - 1) / max) * 4)] ?? 0) + 1;
      for (const count of quarters) expect(count / drawn.length).toBeCloseTo(0.25, 1);
      const ends = drawn.filter(({ users }) => users === 1 || users === max).length;
      expect(ends / drawn.length).toBeLessThan(2 / max + 0.03);
    }
  });

  it('mix whole, part and single, at their own weights and at others, with and without think time', () => {
    const drawn = closedOf(draw({}, 400));
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

describe('clients that leave', () => {
  it('come in one of eight closed scenarios, and no more of them than may come', () => {
    const drawn = closedOf(draw({ mostLeavingPerSecond: 30.7, carriedPerSecond: 1_000 }, 4_000));
    const left = drawn.flatMap(({ abandon }) => (abandon === undefined ? [] : [abandon]));
    expect(left.length / drawn.length).toBeCloseTo(1 / 8, 1);
    expect(Math.max(...left.map(({ perSecond }) => perSecond))).toBe(30);
    expect(new Set(left.map(({ afterMs }) => afterMs))).toEqual(new Set([1, 10, 100]));
    expect(closedOf(draw({}, 500)).every(({ abandon }) => abandon === undefined)).toBe(true);
  });
});

describe('keys and payloads', () => {
  it('are said only of mixes that hold them', () => {
    fc.assert(
      fc.property(ground.chain(scenarioArbitrary), ({ mix, skew, payloadBytes }) => {
        if (!Object.hasOwn(mix, 'stock')) expect(skew).toBeUndefined();
        expect(payloadBytes === undefined).toBe(!Object.hasOwn(mix, 'add'));
      }),
    );
    const plain = draw({ operations: [operationOf('list', 1)], payloadBytes: { min: 1, max: 9 } }, 50);
    expect(plain.every(({ keys, skew, payloadBytes }) => keys === 100 && skew === undefined && payloadBytes === undefined)).toBe(true);
  });

  it('are skewed from all alike to one hot key, each a good share', () => {
    const drawn = draw({ operations: [operationOf('stock', 1, '/{{key}}')] }, 1_000);
    const share = (some: readonly Scenario[]): number => some.length / drawn.length;
    expect(share(drawn.filter(({ keys, skew }) => keys === 100 && skew === undefined))).toBeCloseTo(0.4, 1);
    expect(share(drawn.filter(({ skew }) => skew !== undefined))).toBeCloseTo(0.4, 1);
    expect(share(drawn.filter(({ keys }) => keys === 1))).toBeCloseTo(0.2, 1);
    expect(Math.max(...drawn.map(({ skew = 0 }) => skew))).toBeGreaterThanOrEqual(2);
  });

  it('have sizes whose orders of magnitude are alike, up to the ends and never beyond', () => {
    const range = { min: 64, max: 16_384 };
    const sizes = draw({ operations: [operationOf('add', 1, '/', '{{payload}}')], payloadBytes: range }, 2_000).map(
      ({ payloadBytes = 0 }) => payloadBytes,
    );
    expect(Math.min(...sizes)).toBe(64);
    expect(Math.max(...sizes)).toBe(16_384);
    const small = sizes.filter((size) => size < 1_024).length;
    expect(small / sizes.length).toBeCloseTo(0.5, 1);
  });
});

describe('open loads', () => {
  it('ask for no operation more than half as often as the service carried it, and for enough to be judged by', () => {
    const carried = ground.filter(({ carriedPerSecond }) => carriedPerSecond !== null);
    let seen = 0;
    fc.assert(
      fc.property(
        carried.chain((given) => fc.tuple(fc.constant(given), scenarioArbitrary(given))),
        ([{ carriedPerSecond, users, scenarioMs }, scenario]) => {
          if (scenario.model === 'closed') return;
          seen += 1;
          const { arrivals, mix, connections } = scenario;
          expect(brokenBound(arrivals)).toBeNull();
          const peak = arrivals.pattern === 'sine' ? arrivals.ratePerSecond + arrivals.amplitudePerSecond : rateRange(arrivals).highest;
          const sum = Object.values(mix).reduce((all, weight) => all + weight, 0);
          const weights: Readonly<Record<string, number>> = { list: 8, stock: 2, add: 1 };
          for (const [name, weight] of Object.entries(mix)) {
            expect((peak * weight) / sum).toBeLessThanOrEqual((0.5 * (carriedPerSecond ?? 0) * (weights[name] ?? 0)) / 11 + 1e-9);
          }
          expect((peak * scenarioMs) / 1_000).toBeGreaterThan(19);
          if (arrivals.pattern === 'burst') expect(arrivals.size).toBeLessThanOrEqual(Math.max(1, users.max / 2));
          expect(connections).toBeLessThanOrEqual(10_000);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  it('are one of four, of all patterns, and no level of their rates is likelier than another', () => {
    const drawn = draw({ carriedPerSecond: 1_000, operations: [operationOf('list', 1)] }, 4_000);
    const open = openOf(drawn);
    expect(open.length / drawn.length).toBeCloseTo(0.25, 1);
    const patterns = ['constant', 'poisson', 'ramp', 'step', 'spike', 'burst', 'sine'];
    for (const pattern of patterns) {
      expect(open.filter(({ arrivals }) => arrivals.pattern === pattern).length / open.length).toBeCloseTo(1 / 7, 1);
    }
    const even = open.flatMap(({ arrivals }) => (arrivals.pattern === 'constant' ? [arrivals.ratePerSecond] : []));
    expect(even.filter((rate) => rate > 260).length / even.length).toBeCloseTo(0.5, 0);
    expect(Math.max(...even)).toBe(500);
  });

  it('are left out where it is not known what the service carries, or where too few would arrive', () => {
    for (const carriedPerSecond of [null, 0, 39]) expect(openOf(draw({ carriedPerSecond }, 200))).toEqual([]);
    expect(openOf(draw({ carriedPerSecond: 50 }, 200)).length).toBeGreaterThan(0);
  });

  it('of what is asked for seldom arrive seldom', () => {
    expect(rateCeiling({ list: 8, stock: 2, add: 1 }, operations, 1_100)).toBeCloseTo(550, 9);
    expect(rateCeiling({ add: 1 }, operations, 1_100)).toBeCloseTo(50, 9);
    expect(rateCeiling({ list: 1, add: 1 }, operations, 1_100)).toBeCloseTo(100, 9);
    for (const mix of [{ gone: 1 }, { off: 1 }, {}]) expect(rateCeiling(mix, operations, 1_100)).toBe(0);
    expect(rateCeiling({ list: 1 }, operations, null)).toBe(0);
  });
});
