import * as z from 'zod';
import type { Latency, Observation, OperationObservation } from '../model/observation.ts';
import { amount, plausible, text } from './bounded.ts';

const count = z.int().min(0);
const milliseconds = plausible.nullable();
const name = text(200);

const latencySchema: z.ZodType<Latency> = z.strictObject({
  count,
  min: milliseconds,
  mean: milliseconds,
  meanLow: z.number().min(0).max(1e9).exactOptional(),
  p50: milliseconds,
  p95: milliseconds,
  p95Low: z.number().min(0).max(1e9).exactOptional(),
  p95High: z.number().min(0).max(1e9).exactOptional(),
  p99: milliseconds,
  max: milliseconds,
});

const errorKind = z.enum(['status', 'timeout', 'refused', 'reset', 'assertion', 'protocol', 'too-large']);

const errorKindsSchema = z.strictObject({
  status: count.exactOptional(),
  timeout: count.exactOptional(),
  refused: count.exactOptional(),
  reset: count.exactOptional(),
  assertion: count.exactOptional(),
  protocol: count.exactOptional(),
  'too-large': count.exactOptional(),
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
});

const scenarioSchema = z.strictObject({
  model: z.literal('closed'),
  users: z.int().min(1).max(1_000_000),
  mix: z.record(name, amount),
  thinkMs: amount,
  keys: count,
  durationMs: amount,
  warmupMs: amount,
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
});

/** What one scenario produced, as a document may hold it. */
export const observationSchema: z.ZodType<Observation> = z.strictObject({
  scenario: scenarioSchema,
  durationMs: amount,
  operations: z.array(operationSchema).max(1_000),
  total: operationSchema,
  windows: z
    .array(z.strictObject({ startMs: plausible, durationMs: amount, requests: count, errors: count, p95Ms: milliseconds }))
    .max(100_000),
  averageRatePerSecond: amount,
  peakRatePerSecond: amount,
  peakInFlight: count,
  generator: z.strictObject({ utilisation: amount, runQueueShare: amount.nullable(), lagMs: latencySchema }),
  ended: z.enum(['complete', 'stopped']),
});
