import * as z from 'zod';

import { textSchema } from './schema.ts';

/** A line for the shell, or a program and its arguments. */
export type Command = { readonly kind: 'shell'; readonly line: string } | { readonly kind: 'argv'; readonly argv: readonly string[] };

// oxlint-disable-next-line no-control-regex -- no program, path or variable can hold a NUL
const withoutNul = /^[^\u0000]*$/;
// oxlint-disable-next-line no-control-regex -- as above
const notBlank = /^(?=[\s\S]*\S)[^\u0000]*$/;
export const commandExpected: string = 'a command line, or a list of the program and its arguments';
const error = { error: commandExpected };
const longestProgram = 4_096;

/** A line for the shell. */
export const commandLineSchema: z.ZodType<string, string> = textSchema(notBlank, 65_536, commandExpected);

/** A program and its arguments. */
export const argumentsSchema: z.ZodType<readonly string[]> = z
  .array(textSchema(withoutNul, 65_536, commandExpected), error)
  .min(1, { ...error, abort: true })
  .refine(([program = '']) => notBlank.test(program) && program.length <= longestProgram, error);

/** A shell line, or a program and its arguments. */
export const commandSchema: z.ZodType<Command> = z.union(
  [
    commandLineSchema.transform((line): Command => ({ kind: 'shell', line })),
    argumentsSchema.transform((argv): Command => ({ kind: 'argv', argv })),
  ],
  error,
);
