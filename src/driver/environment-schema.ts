import * as z from 'zod';

import { textSchema } from '../units/schema.ts';

const valueExpected = 'a text, a number, true or false';

// oxlint-disable-next-line no-control-regex -- no variable can hold a NUL
const valueSchema = textSchema(/^[^\u0000]*$/, 65_536, valueExpected);

/** Variables of a driver's own processes. */
export const environmentSchema: z.ZodType<Readonly<Record<string, string>>> = z.record(
  textSchema(/^[A-Za-z_][A-Za-z0-9_]*$/, 200, 'the name of an environment variable'),
  z.union([valueSchema, z.number(), z.boolean()], { error: valueExpected }).transform(String),
  { error: 'a mapping of environment variables' },
);
