import * as z from 'zod';
import type { Memory } from '../model/memory.ts';
import { isoTime, text } from './bounded.ts';
import { keptAcceptanceSchema, mostAcceptances } from './acceptance-schema.ts';
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
  // Documents of before there were any have none.
  acceptances: z.array(keptAcceptanceSchema).max(mostAcceptances).default([]),
  counterexamples: z.array(counterexampleSchema).max(maxCounterexamples),
});

const labelSchema = z.object({ schema: z.string(), suite: z.string().optional(), repository: z.string().optional() });

/** Understands a baseline document that anybody may have written. Never throws. */
export function readMemory(content: string, owner: Owner): Understood {
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
  return parsed.success ? { kind: 'memory', memory: parsed.data } : { kind: 'damaged', why: 'is damaged: its content breaks the schema' };
}

/** Writes the document, leaving out the oldest runs where it would be larger than `readMemory` takes. */
export function writeMemory(memory: Memory): string {
  const content = `${JSON.stringify({ ...memory, schema: schemaName })}\n`;
  if (Buffer.byteLength(content) <= maxBaselineBytes || memory.runs.length === 0) return content;
  return writeMemory({ ...memory, runs: memory.runs.slice(Math.ceil(memory.runs.length / 10)) });
}

/** Says what of a document is used and where its newest run came from; `future` runs are left aside. */
export function tellMemory({ runs, counterexamples }: Memory, where: string, future: number = 0): string {
  const newest = runs.at(-1);
  const count = `${runs.length} earlier ${runs.length === 1 ? 'run' : 'runs'}`;
  const origin =
    newest === undefined ? '' : `, the newest of ${newest.createdAt.slice(0, 10)}${newest.commit && ` at ${newest.commit.slice(0, 7)}`}`;
  const failing =
    counterexamples.length === 0
      ? ''
      : `, and ${counterexamples.length} failing ${counterexamples.length === 1 ? 'scenario' : 'scenarios'}`;
  const aside = future === 0 ? '' : ` Left aside: ${future} ${future === 1 ? 'run' : 'runs'} from the future; a clock was wrong, or is.`;
  return `The baseline in ${where} holds ${count}${origin}${failing}.${aside}`;
}

/** Says what a document holds once a run has been put into it. */
export function tellKept({ runs }: Memory, where: string): string {
  return `The baseline in ${where} now holds ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}.`;
}

/** Whether a text that cannot be read begins as the documents we write. */
function looksLikeOurs(content: string): boolean {
  return content.trim() === '' || /^\s*\{\s*"schema"\s*:\s*"plimsoll\.baseline\//.test(content.slice(0, 200));
}
