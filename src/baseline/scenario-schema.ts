import * as z from 'zod';
import type { Arrivals } from '../model/arrivals.ts';
import type { Scenario } from '../model/scenario.ts';
import { brokenBound } from '../units/arrival-bounds.ts';
import { amount, text } from './bounded.ts';

const arrivalsSchema: z.ZodType<Arrivals> = z
  .discriminatedUnion('pattern', [
    z.strictObject({ pattern: z.literal('constant'), ratePerSecond: amount }),
    z.strictObject({ pattern: z.literal('poisson'), ratePerSecond: amount }),
    z.strictObject({ pattern: z.literal('ramp'), fromPerSecond: amount, toPerSecond: amount }),
    z.strictObject({ pattern: z.literal('step'), ratesPerSecond: z.array(amount).max(1_000) }),
    z.strictObject({ pattern: z.literal('spike'), ratePerSecond: amount, peakPerSecond: amount, atMs: amount, forMs: amount }),
    z.strictObject({ pattern: z.literal('burst'), size: amount, everyMs: amount }),
    z.strictObject({ pattern: z.literal('sine'), ratePerSecond: amount, amplitudePerSecond: amount, periodMs: amount }),
  ])
  .refine((arrivals) => brokenBound(arrivals) === null, { error: 'arrivals beyond all bounds' });

const load = {
  mix: z.record(text(200), amount),
  keys: z.int().min(0),
  skew: z.number().min(0).max(10).exactOptional(),
  payloadBytes: z
    .int()
    .min(1)
    .max(1_024 ** 2)
    .exactOptional(),
  durationMs: amount,
  warmupMs: amount,
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
};

const count = z.int().min(1).max(1_000_000);
const abandon = { abandon: z.strictObject({ perSecond: count, afterMs: amount }).exactOptional() };
const constraints = {
  constraints: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('cpu'), by: z.enum(['one-core', 'hog', 'one-core-and-hog']) }),
        z.strictObject({ kind: z.literal('memory'), moreBytes: amount }),
        z.strictObject({ kind: z.literal('descriptors'), count, beyond: z.enum(['none', 'held']) }),
        z.strictObject({ kind: z.literal('slow-client'), clients: count, bytesPerSecond: amount }),
        z.strictObject({ kind: z.literal('network'), delayMs: amount, bytesPerSecond: amount.nullable() }),
        z.strictObject({ kind: z.literal('abandon'), perSecond: count, afterMs: amount }),
      ]),
    )
    .min(1)
    .max(6)
    .exactOptional(),
};

/** A scenario as a document may hold it. */
export const scenarioSchema: z.ZodType<Scenario> = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('closed'),
    users: z.int().min(1).max(1_000_000),
    thinkMs: amount,
    ...abandon,
    ...constraints,
    ...load,
  }),
  z.strictObject({ model: z.literal('open'), arrivals: arrivalsSchema, connections: z.int().min(1).max(1_000_000), ...load }),
]);
