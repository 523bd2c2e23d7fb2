import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Script } from '../../src/load/script.ts';
import { openScenario, scenario } from '../support/operations.ts';

const names = ['list', 'add', 'stock', 'me', 'never'] as const;
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
const user = fc.nat({ max: 19 });
/** The first keys of user 1 of 3 with the seed 1180428 and 100 keys: a replay of an older report asks for the same. */
const asEver = ['38', '17', '75', '9', '69', '19', '18', '44', '54', '99', '86', '29'];

interface Step {
  readonly operation: string;
  readonly thinkMs: number;
  readonly n: number;
  readonly key: string;
  readonly uuid: string;
}

type Given = Parameters<typeof scenario>[0];

function open(given: Given, number: number): Script {
  const decided = scenario(given);
  return new Script(decided, names, number, Math.max(decided.users, number + 1));
}

function look({ operation, thinkMs, n, key, uuid }: Script): Step {
  return { operation: names[operation] ?? '', thinkMs, n, key, uuid };
}

function steps(given: Given, number: number, count: number): readonly Step[] {
  const script = open(given, number);
  return Array.from({ length: count }, () => look(script.next()));
}

describe('a script', () => {
  it('is the same for the same scenario and user, in whatever order the mix is written', () => {
    fc.assert(
      fc.property(scenarios, user, (given, number) => {
        const turned = { ...given, mix: Object.fromEntries(Object.entries(given.mix).toReversed()) };
        expect(steps(turned, number, 20)).toEqual(steps(given, number, 20));
        expect(open(turned, number).firstThinkMs).toBe(open(given, number).firstThinkMs);
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

  it('draws values when they are asked for: the same whether all are, some, or the same one twice', () => {
    fc.assert(
      fc.property(scenarios, user, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (given, number, asked) => {
        const every = steps(given, number, 20);
        const script = open(given, number);
        for (const [index, ask] of asked.entries()) {
          const { operation, thinkMs, n } = script.next();
          expect({ operation: names[operation], thinkMs, n }).toEqual({
            operation: every[index]?.operation,
            thinkMs: every[index]?.thinkMs,
            n: every[index]?.n,
          });
          if (ask) expect([script.uuid, script.key, script.uuid]).toEqual([every[index]?.uuid, every[index]?.key, every[index]?.uuid]);
        }
      }),
    );
  });

  it('sends only what the mix names, keys from 1 to `keys`, and thinks from half to one and a half of the mean', () => {
    fc.assert(
      fc.property(scenarios, user, (given, number) => {
        expect(open(given, number).firstThinkMs).toBeLessThanOrEqual(given.thinkMs);
        for (const { operation, key, thinkMs } of steps({ ...given, mix: { ...given.mix, never: 0 } }, number, 30)) {
          expect(Object.keys(given.mix)).toContain(operation);
          expect(Number(key)).toBeGreaterThanOrEqual(1);
          expect(Number(key)).toBeLessThanOrEqual(given.keys);
          expect(thinkMs).toBeGreaterThanOrEqual(0.5 * given.thinkMs);
          expect(thinkMs).toBeLessThanOrEqual(1.5 * given.thinkMs);
        }
      }),
    );
  });

  it('draws keys that are asked for alike as it always did, also where it is said', () => {
    const keys = (given: Given): readonly string[] => steps(given, 1, 12).map(({ key }) => key);
    expect(keys({ seed: 1_180_428, keys: 100, users: 3 })).toEqual(asEver);
    expect(keys({ seed: 1_180_428, keys: 100, users: 3, skew: 0 })).toEqual(asEver);
  });

  it('draws the same skewed keys for the same seed, the first of them the hottest', () => {
    fc.assert(
      fc.property(scenarios, user, fc.double({ min: 0.1, max: 10, noNaN: true }), (given, number, skew) => {
        const drawn = steps({ ...given, skew }, number, 20);
        expect(steps({ ...given, skew }, number, 20)).toEqual(drawn);
        for (const { key } of drawn) {
          expect(Number(key)).toBeGreaterThanOrEqual(1);
          expect(Number(key)).toBeLessThanOrEqual(given.keys);
        }
        const without = ({ operation, thinkMs, n, uuid }: Step): unknown => ({ operation, thinkMs, n, uuid });
        expect(drawn.map(without)).toEqual(steps(given, number, 20).map(without));
      }),
    );
    const share = (skew: number): number => steps({ keys: 100, skew }, 0, 4_000).filter(({ key }) => key === '1').length / 4_000;
    expect(share(0)).toBeLessThan(0.03);
    expect(share(1)).toBeCloseTo(1 / 5.19, 1);
    expect(share(10)).toBeGreaterThan(0.99);
  });

  it('fills payloads of the size that the scenario says, 1 KB where it says none, each step another', () => {
    const script = open({ payloadBytes: 300 }, 0);
    const first = script.next().payload;
    expect(first.length).toBe(300);
    expect(script.payload).toBe(first);
    expect(script.next().payload).not.toBe(first);
    expect(open({ payloadBytes: 300 }, 0).next().payload).toBe(first);
    expect(open({}, 0).next().payload.length).toBe(1_024);
  });

  it('counts `{{n}}` over the users in turn, and gives no number and no UUID twice', () => {
    fc.assert(
      fc.property(scenarios, (given) => {
        const all = Array.from({ length: given.users }, (_, number) => steps(given, number, 20)).flat();
        expect(all.map(({ n }) => n).sort((one, other) => one - other)).toEqual(Array.from(all.keys()));
        expect(new Set(all.map(({ uuid }) => uuid)).size).toBe(all.length);
      }),
    );
  });

  it('gives no number and no UUID twice over the engines that share an open load', () => {
    fc.assert(
      fc.property(seeds, mixes, fc.integer({ min: 1, max: 4 }), (seed, mix, engines) => {
        const scripts = Array.from({ length: engines }, (_, index) => new Script(openScenario({ seed, mix }), names, index, engines));
        const all = scripts.flatMap((script) => Array.from({ length: 30 }, () => look(script.next())));
        expect(new Set(all.map(({ n }) => n)).size).toBe(all.length);
        expect(new Set(all.map(({ uuid }) => uuid)).size).toBe(all.length);
        expect(all.every(({ thinkMs }) => thinkMs === 0)).toBe(true);
      }),
    );
  });

  it('does the same to the same keys with values that have to be fresh, and writes none of those it would write without', () => {
    const salts = fc.integer({ min: 1, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(scenarios, salts, fc.integer({ min: 1_000, max: 1e9 }), (given, salt, firstN) => {
        const decided = scenario(given);
        const script = new Script(decided, names, 0, decided.users, { salt, firstN });
        const fresh = Array.from({ length: 20 }, () => look(script.next()));
        const usual = steps(given, 0, 20);
        const without = ({ operation, thinkMs, key }: Step): unknown => ({ operation, thinkMs, key });
        expect(fresh.map(without)).toEqual(usual.map(without));
        expect(fresh.map(({ n }) => n - firstN)).toEqual(usual.map(({ n }) => n));
        const written = new Set(usual.map(({ uuid }) => uuid));
        expect(fresh.some(({ uuid }) => written.has(uuid))).toBe(false);
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
    const keys = new Set(drawn.map(({ key }) => key));
    expect([...keys].sort()).toEqual(['1', '2', '3', '4', '5']);
    const mean = steps({ thinkMs: 100 }, 0, 20_000).reduce((sum, { thinkMs }) => sum + thinkMs, 0) / 20_000;
    expect(Math.abs(mean - 100)).toBeLessThan(4 * (28.9 / Math.sqrt(20_000)));
  });
});
