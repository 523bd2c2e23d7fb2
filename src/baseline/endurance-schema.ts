import * as z from 'zod';
import type { Batch, Endurance } from '../model/endurance.ts';
import { amount } from './bounded.ts';

const known = amount.nullable();

const batchSchema: z.ZodType<Batch> = z.strictObject({
  operations: amount,
  abandoned: amount,
  requests: amount,
  errors: amount,
  p50Ms: known,
  p95Ms: known,
  cpuMs: known,
  heapBytes: known,
  rssBytes: known,
  descriptors: known,
  threads: known,
  sockets: known,
  processes: known,
});

/** A process' life under batches, as a document may hold it. */
export const enduranceSchema: z.ZodType<Endurance> = z.strictObject({
  by: z.enum(['heap', 'rss']),
  mode: z.enum(['answered', 'abandoned']),
  attempt: z.int().min(1).max(100),
  durationMs: amount,
  batches: z.array(batchSchema).max(10_000),
});
