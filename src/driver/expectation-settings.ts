import * as z from 'zod';

import { textSchema } from '../units/schema.ts';
import { jsonPathSchema } from './json-path-schema.ts';
import type { ExpectationGiven } from './operation-given.ts';

const statusExpected = 'a status from 100 to 599, or a list of them';
const codeExpected = 'an exit code from 0 to 255, or a list of them';
const regexExpected = 'a regular expression';
const scalarExpected = 'a text, a number, true, false or null';

const statusSchema = z.int({ error: statusExpected }).min(100, { error: statusExpected }).max(599, { error: statusExpected });

const codeSchema = z.int({ error: codeExpected }).min(0, { error: codeExpected }).max(255, { error: codeExpected });

const regexSchema = textSchema(/[^]/, 1_000, regexExpected).refine(isRegex, { error: regexExpected });

/** `json:` of what is expected, also of the messages that begin and end a session. */
export const jsonExpectSchema: z.ZodPrefault<z.ZodType<ExpectationGiven['json']>> = z
  .record(jsonPathSchema, z.union([z.string(), z.number(), z.boolean(), z.null()], { error: scalarExpected }), {
    error: 'a mapping of JSON paths',
  })
  .prefault({})
  .meta({ description: 'JSON path of the answer and the value that must stand there.' });

/** `expect:` of an operation. */
export const expectSchema: z.ZodType<ExpectationGiven> = z.strictObject({
  status: z
    .union([statusSchema.transform((status): readonly number[] => [status]), z.array(statusSchema, { error: statusExpected }).max(50)], {
      error: statusExpected,
    })
    .prefault([])
    .meta({ description: 'Status codes that count as success; any below 400 when absent.' }),
  json: jsonExpectSchema,
  code: z
    .union([codeSchema.transform((code): readonly number[] => [code]), z.array(codeSchema, { error: codeExpected }).max(50)], {
      error: codeExpected,
    })
    .prefault([])
    .meta({ description: 'Exit codes that count as success; 0 when absent.' }),
  output: regexSchema.optional().meta({ description: 'Regular expression of what is printed or answered.' }),
});

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u').flags !== '';
  } catch {
    return false;
  }
}
