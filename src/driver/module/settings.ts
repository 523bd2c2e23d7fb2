import { resolve } from 'node:path';
import * as z from 'zod';

import type { ModuleSettings } from '../../model/module.ts';
import { quantitySchema, textSchema } from '../../units/schema.ts';
import { environmentSchema } from '../environment-schema.ts';
import type { ModuleGiven } from './given.ts';

const callExpected = 'the name of a function that the module exports';
const fileExpected = 'the path of a module, such as ./load.mjs';
const usualStartMs = 30_000;

// oxlint-disable-next-line no-control-regex -- no path can hold a NUL
const fileSchema = textSchema(/^[^\u0000\n\r]+\.[cm]?[jt]s$/, 4_096, fileExpected);

/** The keys of an operation by this driver. */
export const moduleShape: { readonly [Key in keyof ModuleGiven]-?: z.ZodType<ModuleGiven[Key]> } = {
  call: textSchema(/^(?!(?:openSession|closeSession|default)$)[A-Za-z_$][\w$]{0,99}$/, 100, callExpected)
    .optional()
    .meta({ description: 'Function that the module exports; it is called with { user, argument, values, session, signal }.' }),
  argument: z.unknown().optional().meta({ description: 'What the function finds as `argument`: any JSON, its texts may hold templates.' }),
};

/** `module:` as given; the short form is the file alone. */
export interface ModuleSettingsGiven {
  readonly file: string;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly deadline?: number | undefined;
}

/** `module:` of the configuration. */
export const moduleSchema: z.ZodType<ModuleSettingsGiven> = z.union(
  [
    fileSchema.transform((file): ModuleSettingsGiven => ({ file })),
    z.strictObject({
      file: fileSchema.meta({ description: 'The module, from the directory of this file: JavaScript, or TypeScript where Node reads it.' }),
      environment: environmentSchema.optional().meta({ description: "Further environment variables of the module's process." }),
      deadline: quantitySchema('duration', '100ms', '10m')
        .optional()
        .meta({ description: 'How long it may take until the module is imported; 30s when absent.' }),
    }),
  ],
  { error: `${fileExpected}, or a mapping that says it under \`file\`` },
);

/** The driver's settings, decided; `directory` is where paths of the configuration begin, absolute. */
export function decideModule({ file, environment, deadline }: ModuleSettingsGiven, directory: string): ModuleSettings {
  return { file: resolve(directory, file), environment: environment ?? {}, startMs: deadline ?? usualStartMs };
}
