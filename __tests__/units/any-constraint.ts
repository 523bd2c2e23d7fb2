import * as fc from 'fast-check';
import type { Constraint } from '../../src/model/constraint.ts';

const bytes = (max: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: 1, max }),
    fc.constantFrom(1, 1_000, 1_024, 1_536, 1_024 ** 2).filter((value) => value <= max),
    fc.integer({ min: 1, max: Math.floor(max / 1_024) }).map((kilobytes) => kilobytes * 1_024),
  );
const ms: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 10_000 }),
  fc.double({ min: 0, max: 10_000, noNaN: true }).map((value) => value + 0),
  fc.constantFrom(0, 0.5, 1, 1_000, 10_000),
);
const rate = bytes(1_024 ** 4);

/** Every constraint that may be asked for, its extremes included. */
export const anyConstraint: fc.Arbitrary<Constraint> = fc.oneof(
  fc.constantFrom('one-core', 'hog', 'one-core-and-hog').map((by): Constraint => ({ kind: 'cpu', by })),
  rate.map((moreBytes): Constraint => ({ kind: 'memory', moreBytes })),
  fc
    .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom('none', 'held'))
    .map(([count, beyond]): Constraint => ({ kind: 'descriptors', count, beyond })),
  fc
    .tuple(fc.integer({ min: 1, max: 100 }), bytes(1_024 ** 2))
    .map(([clients, bytesPerSecond]): Constraint => ({ kind: 'slow-client', clients, bytesPerSecond })),
  fc.tuple(ms, fc.option(rate)).map(([delayMs, bytesPerSecond]): Constraint => ({ kind: 'network', delayMs, bytesPerSecond })),
  fc.tuple(fc.integer({ min: 1, max: 1_000 }), ms).map(([perSecond, afterMs]): Constraint => ({ kind: 'abandon', perSecond, afterMs })),
);
