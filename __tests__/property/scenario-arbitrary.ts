import * as fc from 'fast-check';
import type { ClosedScenario, OpenScenario, Scenario } from '../../src/model/scenario.ts';
import { anyArrivals } from '../units/any-arrivals.ts';

const durationMs = (min: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min, max: 600_000 }),
    fc.constantFrom(1, 500, 1_000, 60_000, 600_000),
    fc.double({ min, max: 600_000, noNaN: true }).filter((value) => !Object.is(value, -0)),
  );

/** Any operation name: spaces, quotes, escapes, lone surrogates. */
const anyName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 5 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('__proto__', 'constructor', '%', '%41', "it's", 'a b', 'x=y', 'a,b:3', ''),
);

const load = {
  mix: fc
    .array(fc.tuple(anyName, fc.oneof(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 1e-9, max: 1e9, noNaN: true }))), {
      minLength: 1,
      maxLength: 6,
    })
    .map((entries) => Object.fromEntries(entries)),
  keys: fc.integer({ min: 1, max: 1_000_000 }),
  durationMs: durationMs(1),
  warmupMs: durationMs(0),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
};

const anyClosed: fc.Arbitrary<ClosedScenario> = fc.record(
  { model: fc.constant('closed' as const), users: fc.integer({ min: 1, max: 1_000 }), thinkMs: durationMs(0), ...load },
  { noNullPrototype: true },
);

const anyOpen: fc.Arbitrary<OpenScenario> = fc.record(
  { model: fc.constant('open' as const), arrivals: anyArrivals, connections: fc.integer({ min: 1, max: 10_000 }), ...load },
  { noNullPrototype: true },
);

/** Every scenario that a text may hold. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(anyClosed, anyOpen);
