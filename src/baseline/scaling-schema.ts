import * as z from 'zod';
import type { LevelSeen } from '../model/scaling.ts';
import { amount } from './bounded.ts';

/** A visit to a number of users, as a document may hold it. */
export const levelSeenSchema: z.ZodType<LevelSeen> = z.strictObject({
  users: z.int().min(1).max(1_000_000),
  ratePerSecond: amount,
  p95Ms: amount.nullable(),
  errorsPercent: z.number().min(0).max(100),
  cpuMsPerOperation: amount.nullable(),
  rssBytes: amount.nullable(),
  generatorShare: amount,
});
