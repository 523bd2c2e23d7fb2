import * as z from 'zod';

import { textSchema } from './schema.ts';

/** A line for the shell, or a program and its arguments. */
export type Command = { readonly kind: 'shell'; readonly line: string } | { readonly kind: 'argv'; readonly argv: readonly string[] };

// oxlint-disable-next-line no-control-regex -- no program, path or variable can hold a NUL
const withoutNul = /^[^\u0000]*$/;
// oxlint-disable-next-line no-control-regex -- as above
const notBlank = /^(?=[\s\S]*\S)[^\u0000]*$/;
const commandExpected = 'a command line, or a list of the program and its arguments';

/** A shell line, or a program and its arguments. */
export const commandSchema: z.ZodType<Command> = z.union(
  [
    textSchema(notBlank, 65_536, commandExpected).transform((line): Command => ({ kind: 'shell', line })),
    z
      .tuple([textSchema(notBlank, 4_096, commandExpected)], textSchema(withoutNul, 65_536, commandExpected), { error: commandExpected })
      .transform((argv): Command => ({ kind: 'argv', argv })),
  ],
  { error: commandExpected },
);
