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

/** Reads a run document that anybody may have written. Throws Fault `run.unreadable`. */
export function readRun(text: string, file: string = 'run.json'): Run {
  if (Buffer.byteLength(text) > maxRunBytes) throw new Fault('run.unreadable', { file, why: 'it is larger than 20 MB' });
  const value = parseStrictly(text);
  if (value === notJson) throw new Fault('run.unreadable', { file, why: 'it is not well-formed JSON' });
  const label = labelSchema.safeParse(value);
  if (label.success && label.data.schema !== runSchemaName) {
    throw new Fault('run.unreadable', {
      file,
      why: `it is a ${label.data.schema}, and this version of plimsoll reads ${runSchemaName}: measure again`,
    });
  }
  const parsed = runSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  // Names in the path may be a stranger's: shortened and without control characters, like the message.
  const path = tellFailure((issue?.path ?? []).join('.')) || 'the document';
  throw new Fault('run.unreadable', { file, why: `${path}: ${tellFailure(issue?.message ?? 'invalid')}` });
}
