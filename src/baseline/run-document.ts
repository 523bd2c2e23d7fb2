import * as z from 'zod';
import { Fault } from '../fault.ts';
import type { Run } from '../model/run.ts';
import { tellFailure } from './failure.ts';
import { runSchema, runSchemaName } from './run-schema.ts';
import { notJson, parseStrictly } from './strict-json.ts';

/** More than any run of ours. */
export const maxRunBytes: number = 20 * 1024 ** 2;

/** A run document of any version says which. */
const labelSchema = z.object({ schema: z.string().regex(/^plimsoll\.run\/\d{1,9}$/) });

/** What a text is: a run, or something else; `why` completes "it cannot be used: …". */
export type RunUnderstood = { readonly kind: 'run'; readonly run: Run } | { readonly kind: 'foreign'; readonly why: string };

/** Reads a run document that anybody may have written. Throws Fault `run.unreadable`. */
export function readRun(text: string, file: string = 'run.json'): Run {
  const understood = understandRun(text);
  if (understood.kind === 'run') return understood.run;
  throw new Fault('run.unreadable', { file, why: understood.why });
}

/** The same for a text that need not be one. */
export function understandRun(text: string): RunUnderstood {
  const foreign = (why: string): RunUnderstood => ({ kind: 'foreign', why });
  if (Buffer.byteLength(text) > maxRunBytes) return foreign('it is larger than 20 MB');
  const value = parseStrictly(text);
  if (value === notJson) return foreign('it is not well-formed JSON');
  const label = labelSchema.safeParse(value);
  if (label.success && label.data.schema !== runSchemaName) {
    return foreign(`it is a ${label.data.schema}, and this version of plimsoll reads ${runSchemaName}: measure again`);
  }
  const parsed = runSchema.safeParse(value);
  if (parsed.success) return { kind: 'run', run: parsed.data };
  const issue = parsed.error.issues[0];
  // Names in the path may be a stranger's: shortened and without control characters, like the message.
  const path = tellFailure((issue?.path ?? []).join('.')) || 'the document';
  return foreign(`${path}: ${tellFailure(issue?.message ?? 'invalid')}`);
}
