import type * as z from 'zod';

import { textSchema } from '../units/schema.ts';
import { parseJsonPath } from './json-path.ts';

/** What is said where a JSON path should stand. */
export const jsonPathExpected = 'a JSON path such as $.a.b[0]';

/** A JSON path as a text. */
export const jsonPathSchema: z.ZodType<string, string> = textSchema(/^\$/, 1_000, jsonPathExpected).refine(
  (text) => parseJsonPath(text) !== undefined,
  { error: jsonPathExpected },
);
