import * as z from 'zod';

import type { ExecSettings } from '../../model/exec.ts';
import { argumentsSchema, commandExpected, commandLineSchema } from '../../units/command.ts';
import { environmentSchema } from '../environment-schema.ts';
import type { ExecGiven } from './given.ts';

const lastExpected = 'a list of the program and its arguments, because {{last}} is what was answered: no shell may read it';

const runSchema: z.ZodType<NonNullable<ExecGiven['run']>> = z.union(
  [
    commandLineSchema.refine((line) => !/\{\{\s*last\s*\}\}/.test(line), { error: lastExpected }),
    argumentsSchema.refine((argv) => argv.length <= 1_000, { error: 'at most 1000 arguments' }),
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
