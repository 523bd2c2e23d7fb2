import * as z from 'zod';
import type { Memory } from '../model/memory.ts';
import { isoTime, text } from './bounded.ts';
import { counterexampleSchema } from './counterexample-schema.ts';
import { metricsSchema } from './metric-schema.ts';
import { notJson, parseStrictly } from './strict-json.ts';

/** Whose document is expected. */
export interface Owner {
  readonly suite: string;
  /** Empty where it is not known; then any will do. A document may not know its own either: the command line writes such. */
  readonly repository: string;
}

/**
 * What a text turned out to be. `damaged` was a baseline of ours and may be replaced; `foreign` is somebody else's document and
 * must be left alone. `why` completes "the baseline …".
 */
export type Understood =
  | { readonly kind: 'memory'; readonly memory: Memory }
  | { readonly kind: 'damaged'; readonly why: string }
  | { readonly kind: 'foreign'; readonly why: string };

/** More than 240 runs of fifty metrics need. */
export const maxBaselineBytes: number = 5 * 1024 ** 2;
/** Over all runner classes and configurations. */
export const maxRuns = 240;
export const maxCounterexamples = 20;

const schemaName = 'plimsoll.baseline/1';
/** Clocks of runners differ; a document from further ahead was made up, or by a clock we cannot use. */
const clockToleranceMs = 86_400_000;

const memorySchema: z.ZodType<Memory> = z.strictObject({
  schema: z.literal(schemaName),
  suite: text(300),
  repository: text(300),
  runs: z
    .array(
      z.strictObject({
        createdAt: isoTime,
        commit: z.string().regex(/^[0-9a-f]{0,64}$/),
        ref: text(1_000),
        runnerClass: text(300),
        configHash: text(64),
        metrics: metricsSchema,
      }),
    )
    .max(maxRuns),
  counterexamples: z.array(counterexampleSchema).max(maxCounterexamples),
});

const labelSchema = z.object({ schema: z.string(), suite: z.string().optional(), repository: z.string().optional() });

/** Understands a baseline document that anybody may have written. Never throws. */
export function readMemory(content: string, owner: Owner, now: Date): Understood {
  if (Buffer.byteLength(content) > maxBaselineBytes) return { kind: 'foreign', why: 'is larger than 5 MB' };
  const value = parseStrictly(content);
  const label = labelSchema.safeParse(value === notJson ? undefined : value);
  if (!label.success || !/^plimsoll\.baseline\/\d{1,9}$/.test(label.data.schema)) {
    return looksLikeOurs(content) ? { kind: 'damaged', why: 'is damaged' } : { kind: 'foreign', why: 'is not a baseline document' };
  }
  if (label.data.schema !== schemaName) return { kind: 'foreign', why: 'was written by another version of plimsoll' };
  if (label.data.suite !== owner.suite) return { kind: 'foreign', why: 'belongs to another suite' };
  if (owner.repository !== '' && label.data.repository !== '' && label.data.repository !== owner.repository)
    return { kind: 'foreign', why: 'belongs to another repository' };
  const parsed = memorySchema.safeParse(value);
  if (!parsed.success) return { kind: 'damaged', why: 'is damaged: its content breaks the schema' };
  const latest = now.getTime() + clockToleranceMs;
  return parsed.data.runs.some(({ createdAt }) => Date.parse(createdAt) > latest)
    ? { kind: 'damaged', why: 'has runs from the future' }
    : { kind: 'memory', memory: parsed.data };
}

/** Writes the document, leaving out the oldest runs where it would be larger than `readMemory` takes. */
export function writeMemory(memory: Memory): string {
  const content = `${JSON.stringify({ ...memory, schema: schemaName })}\n`;
  if (Buffer.byteLength(content) <= maxBaselineBytes || memory.runs.length === 0) return content;
  return writeMemory({ ...memory, runs: memory.runs.slice(Math.ceil(memory.runs.length / 10)) });
}

/** Says what a document holds and where its newest run came from. */
export function tellMemory({ runs, counterexamples }: Memory, where: string): string {
  const newest = runs.at(-1);
  const count = `${runs.length} earlier ${runs.length === 1 ? 'run' : 'runs'}`;
  const origin =
    newest === undefined ? '' : `, the newest of ${newest.createdAt.slice(0, 10)}${newest.commit && ` at ${newest.commit.slice(0, 7)}`}`;
  const failing =
    counterexamples.length === 0
      ? ''
      : `, and ${counterexamples.length} failing ${counterexamples.length === 1 ? 'scenario' : 'scenarios'}`;
  return `The baseline in ${where} holds ${count}${origin}${failing}.`;
}

/** Whether a text that cannot be read begins as the documents we write. */
function looksLikeOurs(content: string): boolean {
  return content.trim() === '' || /^\s*\{\s*"schema"\s*:\s*"plimsoll\.baseline\//.test(content.slice(0, 200));
}
