import * as z from 'zod';
import type { Finding } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Run } from '../model/run.ts';
import type { SelfCheck } from '../model/self-check.ts';
import { amount, isoTime, plausible, text, unit } from './bounded.ts';
import { acceptanceSchema, mostAcceptances } from './acceptance-schema.ts';
import { counterexampleSchema } from './counterexample-schema.ts';
import { enduranceSchema } from './endurance-schema.ts';
import { metricsSchema } from './metric-schema.ts';
import { observationSchema, sampleSchema } from './observation-schema.ts';
import { baseSeenSchema } from './paired-schema.ts';
import { operationCostSchema, resourceUseSchema, startupSchema } from './resource-schema.ts';
import { levelSeenSchema } from './scaling-schema.ts';

const sentence = text(4_000).min(1);
const lines = z.array(text(8_000)).max(2_000);
const name = text(300);

const finding = {
  id: text(200).min(1),
  sentence,
  measured: plausible.nullable(),
  interval: z.tuple([plausible, plausible]).exactOptional(),
  limit: plausible.nullable(),
  unit,
  evidence: lines,
};

const findingSchema: z.ZodType<Finding> = z.discriminatedUnion('kind', [
  z.strictObject({ ...finding, kind: z.literal('held') }),
  z.strictObject({ ...finding, kind: z.literal('broken'), replay: text(8_000).exactOptional(), toldBy: text(200).min(1).exactOptional() }),
  z.strictObject({ ...finding, kind: z.literal('inconclusive') }),
]);

const policySchema: z.ZodType<Policy> = z.strictObject({
  limits: z.array(z.strictObject({ metric: text(200), max: plausible, unit })).max(1_000),
  failOn: z.array(z.enum(['regression', 'breach', 'broken-property'])).max(10),
  inconclusive: z.enum(['neutral', 'fail']),
  compare: z.strictObject({ with: z.enum(['auto', 'base', 'history', 'none']) }),
});

const selfCheck: z.ZodType<SelfCheck> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ok'), sentence }),
  z.strictObject({ kind: z.literal('spoiled'), sentence, mostShare: z.number().min(0).max(1).exactOptional() }),
]);

const phaseName = z.enum([
  'startup',
  'warm-up',
  'steady',
  'operations',
  'drain',
  'scaling',
  'consistency',
  'isolation',
  'fairness',
  'coordination',
  'cache',
  'sessions',
  'sustained',
  'limits',
  'properties',
  'constraints',
  'paired',
]);

/** The version of the document that is written and read. */
export const runSchemaName = 'plimsoll.run/5';

/** A run as a document may hold it: every text capped, every number plausible, every list bounded, no unknown key. */
export const runSchema: z.ZodType<Run> = z.strictObject({
  schema: z.literal(runSchemaName),
  version: text(100),
  suite: name,
  createdAt: isoTime,
  source: z.strictObject({ repository: name, commit: name, ref: text(1_000) }),
  runner: z.strictObject({
    os: name,
    arch: name,
    cpuModel: name,
    cores: z.int().min(0).max(100_000),
    memoryBytes: amount,
    node: name,
    image: name,
  }),
  configHash: text(64),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  budgetMs: amount,
  policy: policySchema,
  phases: z.array(z.strictObject({ name: phaseName, durationMs: amount, summary: text(4_000) })).max(100),
  steady: observationSchema,
  sample: sampleSchema.exactOptional(),
  replay: text(8_000).exactOptional(),
  startup: startupSchema.nullable(),
  resources: z.array(z.strictObject({ phase: phaseName, use: resourceUseSchema })).max(100),
  beside: z.array(z.strictObject({ name, use: resourceUseSchema })).max(100),
  operationCosts: z.array(operationCostSchema).max(1_000),
  scaling: z.array(levelSeenSchema).max(1_000),
  endurance: z.array(enduranceSchema).max(20),
  metrics: metricsSchema,
  base: baseSeenSchema,
  accepted: z.array(acceptanceSchema).max(mostAcceptances),
  findings: z.array(findingSchema).max(1_000),
  counterexamples: z.array(counterexampleSchema).max(100),
  searches: z
    .array(
      z.strictObject({
        property: text(200),
        scenarios: amount,
        seed: z.int(),
        path: text(10_000),
        spread: lines,
      }),
    )
    .max(100),
  self: z.strictObject({ generator: selfCheck, monitor: selfCheck, runner: selfCheck }),
  serviceOutput: lines,
});
