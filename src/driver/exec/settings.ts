import * as z from 'zod';

import type { ExecSettings } from '../../model/exec.ts';
import { textSchema } from '../../units/schema.ts';
import { environmentSchema } from '../environment-schema.ts';
import type { ExecGiven } from './given.ts';

const commandExpected = 'a command line, or a list of the program and its arguments';
const lastExpected = 'a list of the program and its arguments, because {{last}} is what was answered: no shell may read it';

// oxlint-disable-next-line no-control-regex -- no program or argument can hold a NUL
const notBlank = /^(?=[\s\S]*\S)[^\u0000]*$/;
// oxlint-disable-next-line no-control-regex -- as above
const withoutNul = /^[^\u0000]*$/;

const runSchema: z.ZodType<NonNullable<ExecGiven['run']>> = z.union(
  [
    textSchema(notBlank, 65_536, commandExpected).refine((line) => !/\{\{\s*last\s*\}\}/.test(line), { error: lastExpected }),
    z
      .tuple([textSchema(notBlank, 4_096, commandExpected)], textSchema(withoutNul, 65_536, commandExpected), { error: commandExpected })
      .refine((argv) => argv.length <= 1_000, { error: 'at most 1000 arguments' }),
  ],
  { error: commandExpected },
);

/** The keys of an operation by this driver. */
export const execShape: { readonly [Key in keyof ExecGiven]-?: z.ZodType<ExecGiven[Key]> } = {
  run: runSchema
    .optional()
    .meta({ description: 'Command that is run: a line for the shell, or a list of program and arguments; may hold templates.' }),
  input: z
    .string({ error: 'a text' })
    .max(1_000_000, { error: 'a text of at most 1 MB' })
    .optional()
    .meta({ description: 'What the command reads from its standard input; may hold templates, {{payload}} too.' }),
};

/** `exec:` as given. */
export interface ExecSettingsGiven {
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** `exec:` of the configuration. */
export const execSchema: z.ZodType<ExecSettingsGiven> = z.strictObject({
  environment: environmentSchema.optional().meta({ description: 'Further environment variables of the commands.' }),
});

/** The driver's settings, decided; `directory` is where paths of the configuration begin, absolute. */
export function decideExec({ environment }: ExecSettingsGiven, _directory: string): ExecSettings {
  return { environment: environment ?? {} };
}
