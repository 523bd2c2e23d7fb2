import * as fc from 'fast-check';
import type { ClosedScenario, OpenScenario, Scenario } from '../../src/model/scenario.ts';
import { anyArrivals } from '../units/any-arrivals.ts';
import { anyConstraint } from '../units/any-constraint.ts';

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

/** What a scenario need not say. */
const unsaid = {
  skew: fc.oneof(fc.constantFrom(0, 0.5, 1, 1.2, 10), fc.double({ min: 0, max: 10, noNaN: true })).filter((skew) => !Object.is(skew, -0)),
  payloadBytes: fc.oneof(fc.integer({ min: 1, max: 1_024 ** 2 }), fc.constantFrom(1, 1_023, 1_024, 4_096, 1_024 ** 2)),
};

const closed = { model: fc.constant('closed' as const), users: fc.integer({ min: 1, max: 1_000 }), thinkMs: durationMs(0), ...load };
const open = { model: fc.constant('open' as const), arrivals: anyArrivals, connections: fc.integer({ min: 1, max: 10_000 }), ...load };

const constraints = fc.uniqueArray(anyConstraint, { selector: ({ kind }) => kind, minLength: 1, maxLength: 6 });

const abandon = fc.record(
  { perSecond: fc.integer({ min: 1, max: 1_000 }), afterMs: fc.oneof(fc.constantFrom(0, 1, 10_000), fc.integer({ min: 0, max: 10_000 })) },
  { noNullPrototype: true },
);

const anyClosed: fc.Arbitrary<ClosedScenario> = fc.record(
  { ...closed, ...unsaid, abandon, constraints },
  { noNullPrototype: true, requiredKeys: ['model', 'users', 'thinkMs', 'mix', 'keys', 'durationMs', 'warmupMs', 'seed'] },
);

const anyOpen: fc.Arbitrary<OpenScenario> = fc.record(
  { ...open, ...unsaid },
  { noNullPrototype: true, requiredKeys: ['model', 'arrivals', 'connections', 'mix', 'keys', 'durationMs', 'warmupMs', 'seed'] },
);

/** Every scenario that a text may hold. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(anyClosed, anyOpen);
