import * as z from 'zod';
import type { OperationCost } from '../model/operation-cost.ts';
import type { CloseUse, ResourceUse } from '../model/reading.ts';
import type { StartupReadings } from '../model/startup.ts';
import { amount, plausible, text } from './bounded.ts';

const known = amount.nullable();
const extent = z.strictObject({ first: amount, max: amount, last: amount });

const closeUseSchema: z.ZodType<CloseUse> = z.strictObject({
  descriptors: z.strictObject({ files: amount, sockets: amount, pipes: amount, others: amount }).nullable(),
  sockets: z.strictObject({ established: amount, listening: amount, closeWait: amount, passing: amount, others: amount }).nullable(),
  runnable: known,
  waiting: known,
  voluntarySwitchesPerSecond: known,
  involuntarySwitchesPerSecond: known,
  throttledMs: known,
  groupPeakBytes: known,
  cpuStall: known,
  memoryStall: known,
  ioStall: known,
});

/** What a process tree used, as a document may hold it. */
export const resourceUseSchema: z.ZodType<ResourceUse> = z.strictObject({
  readings: amount,
  durationMs: amount,
  cpuMs: plausible,
  cores: plausible,
  rssBytes: extent,
  vmsBytes: extent.nullable(),
  peakRssBytes: known,
  threads: extent.nullable(),
  descriptors: extent.nullable(),
  processes: extent,
  close: closeUseSchema.nullable(),
});

/** Start-up readings, as a document may hold them. */
export const startupSchema: z.ZodType<StartupReadings> = z.strictObject({
  readyMs: z.array(amount).max(100),
  emptyMs: z.array(amount).max(100),
  failures: z.array(text(4_000)).max(100),
});

/** What an operation costs, as a document may hold it. */
export const operationCostSchema: z.ZodType<OperationCost> = z.strictObject({
  name: text(200),
  operations: amount,
  users: amount,
  cpuMsPerOperation: known,
  answerBytes: amount,
  heldBytes: plausible.nullable(),
  heldDescriptors: plausible.nullable(),
});
