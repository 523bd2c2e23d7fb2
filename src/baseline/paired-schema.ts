import * as z from 'zod';
import type { BaseSeen, Pair, Paired } from '../model/paired.ts';
import { amount, text } from './bounded.ts';
import { metricsSchema } from './metric-schema.ts';

const name = text(1_000);
const commit = z.string().regex(/^[0-9a-f]{0,64}$/);
const why = text(8_000).min(1);

const pairSchema: z.ZodType<Pair> = z.strictObject({
  kind: z.enum(['test', 'control']),
  first: z.enum(['base', 'head']),
  base: metricsSchema,
  head: metricsSchema,
});

const pairedSchema: z.ZodType<Paired> = z.strictObject({
  commit,
  name,
  pairs: z.array(pairSchema).max(200),
  planned: z.int().min(0).max(1_000),
  failures: z.array(why).max(100),
  headFailures: z.int().min(0).max(1_000),
  joined: z.boolean(),
  leftOut: z.array(text(200)).max(1_000),
  notes: z.array(text(1_000)).max(100),
  pairMs: amount,
});

/** What became of the comparison with the base, as a document may hold it. */
export const baseSeenSchema: z.ZodType<BaseSeen> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paired'), paired: pairedSchema }),
  z.strictObject({ kind: z.literal('same'), commit, name }),
  z.strictObject({ kind: z.literal('absent'), why, missed: z.boolean() }),
  z.strictObject({ kind: z.literal('unasked') }),
]);
