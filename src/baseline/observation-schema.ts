import * as z from 'zod';
import type { IsolationSeen } from '../model/isolation.ts';
import type { ArrivalCounts, GeneratorReadings, Latency, Observation, OperationObservation, Warmup, Window } from '../model/observation.ts';
import { errorKinds } from '../model/outcome.ts';
import type { Enclosed, Sample } from '../model/sample.ts';
import { amount, plausible, text } from './bounded.ts';
import { scenarioSchema } from './scenario-schema.ts';

const count = z.int().min(0);
const milliseconds = plausible.nullable();
const name = text(200);

const latencySchema: z.ZodType<Latency> = z.strictObject({
  count,
  min: milliseconds,
  mean: milliseconds,
  meanLow: z.number().min(0).max(1e9).exactOptional(),
  p50: milliseconds,
  p75: milliseconds,
  p90: milliseconds,
  p95: milliseconds,
  p95Low: z.number().min(0).max(1e9).exactOptional(),
  p95High: z.number().min(0).max(1e9).exactOptional(),
  p99: milliseconds,
  p999: milliseconds,
  max: milliseconds,
});

const errorKind = z.enum(errorKinds);

const errorKindsSchema = z.strictObject({
  status: count.exactOptional(),
  timeout: count.exactOptional(),
  refused: count.exactOptional(),
  reset: count.exactOptional(),
  assertion: count.exactOptional(),
  protocol: count.exactOptional(),
  'too-large': count.exactOptional(),
  rejected: count.exactOptional(),
  crash: count.exactOptional(),
  deadlock: count.exactOptional(),
  serialization: count.exactOptional(),
  exhausted: count.exactOptional(),
});

const operationSchema: z.ZodType<OperationObservation> = z.strictObject({
  name,
  requests: count,
  errors: count,
  errorKinds: errorKindsSchema,
  errorExamples: z.array(z.strictObject({ error: errorKind, detail: text(4_000) })).max(100),
  bytes: amount,
  responseMs: latencySchema,
  serviceMs: latencySchema,
  histogram: text(1_000_000),
  measures: z
    .array(z.strictObject({ name: text(40), unit: z.enum(['ms', 'MB', 'share']), values: latencySchema }))
    .max(20)
    .exactOptional(),
});

const windowSchema: z.ZodType<Window> = z.strictObject({
  startMs: plausible,
  durationMs: amount,
  requests: count,
  errors: count,
  p50Ms: milliseconds,
  p95Ms: milliseconds,
});

const generatorSchema: z.ZodType<GeneratorReadings> = z.strictObject({
  engines: z.int().min(1).max(10_000),
  utilisation: amount,
  cpuShare: amount.nullable(),
  runQueueShare: amount.nullable(),
  cpuMs: amount,
  lagMs: latencySchema,
  lateMs: latencySchema,
  hiccupMs: latencySchema.nullable(),
});

const warmupSchema: z.ZodType<Warmup> = z.strictObject({
  durationMs: amount,
  blockMs: amount,
  p50sMs: z.array(milliseconds).max(100_000),
  steady: z.boolean().nullable(),
});

const arrivalCountsSchema: z.ZodType<ArrivalCounts> = z.strictObject({
  planned: count,
  plannedRatePerSecond: amount,
  achievedRatePerSecond: amount,
  queued: count,
  longestQueue: count,
  unsent: count,
  peakConnections: count,
});

const isolationSchema: z.ZodType<IsolationSeen> = z.strictObject({
  users: count,
  answers: count,
  nameless: count,
  tokens: count,
  renamed: count,
  leaks: count,
  exposed: count,
  overlooked: count,
  examples: z
    .array(
      z.strictObject({
        operation: name,
        asker: count,
        owner: count.nullable(),
        token: text(100),
        place: z.enum(['named', 'inside']),
        count,
        firstAtMs: amount,
      }),
    )
    .max(100),
});

/** What one scenario produced, as a document may hold it. Arrivals are counted in the open model, and only there. */
export const observationSchema: z.ZodType<Observation> = z
  .strictObject({
    scenario: scenarioSchema,
    warmup: warmupSchema,
    durationMs: amount,
    operations: z.array(operationSchema).max(1_000),
    total: operationSchema,
    windows: z.array(windowSchema).max(100_000),
    averageRatePerSecond: amount,
    peakRatePerSecond: amount,
    peakInFlight: count,
    arrivals: arrivalCountsSchema.nullable(),
    generator: generatorSchema,
    ended: z.enum(['complete', 'stopped']),
    servedPerUser: z.array(count).max(10_000).exactOptional(),
    isolation: isolationSchema.exactOptional(),
  })
  .refine(({ scenario, arrivals }) => (scenario.model === 'open') === (arrivals !== null), {
    error: 'counted arrivals and the scenario are not of the same model',
    path: ['arrivals'],
  });

const enclosedSchema: z.ZodType<Enclosed> = z.strictObject({ value: amount, low: amount.nullable(), high: amount.nullable() });

/** What limits are judged by, as a document may hold it. */
export const sampleSchema: z.ZodType<Sample> = z.strictObject({
  loads: z.int().min(1).max(100),
  requests: count,
  errors: count,
  errorKinds: errorKindsSchema,
  responseMs: z.strictObject({
    mean: enclosedSchema.exactOptional(),
    p50: enclosedSchema.exactOptional(),
    p95: enclosedSchema.exactOptional(),
    p99: enclosedSchema.exactOptional(),
  }),
});
