import { resolve } from 'node:path';

import * as z from 'zod';

import { textSchema } from '../units/schema.ts';

/** Where earlier runs are remembered. */
export interface BaselineSettings {
  readonly store: 'cache' | 'file' | 'none';
  /** Absolute path. */
  readonly file: string;
  /** Name of the default branch, or empty: find out. */
  readonly branch: string;
}

export interface BaselineGiven {
  readonly store?: BaselineSettings['store'] | undefined;
  readonly file?: string | undefined;
  readonly branch: string;
}

// oxlint-disable-next-line no-control-regex -- these are exactly what must not be in a path or a branch name
const plainText = /^[^\u0000-\u001F\u007F]*$/;

/** `baseline:` as given. */
export const baselineSchema: z.ZodType<BaselineGiven> = z.strictObject({
  store: z
    .enum(['cache', 'file', 'none'], { error: 'cache, file or none' })
    .optional()
    .meta({ description: 'Where earlier runs are kept: the Actions cache (default in Actions), a file (default elsewhere), or nowhere.' }),
  file: textSchema(plainText, 4_096, 'a path of one line')
    .refine((path) => path.trim() !== '', { error: 'a path of one line' })
    .optional()
    .meta({
      description:
        'Path of the file store, from the directory plimsoll runs in; .plimsoll/baseline.json, with the suite in its name where one is named.',
    }),
  branch: textSchema(plainText, 255, 'the name of a branch')
    .prefault('')
    .meta({ description: "The branch whose runs become the baseline; the repository's default branch when empty." }),
});

/** The given baseline, decided. Suites measured side by side keep files of their own. */
export function decideBaseline(
  { store, file, branch }: BaselineGiven,
  suite: string,
  directory: string,
  inActions: boolean,
): BaselineSettings {
  const usual = suite === 'default' ? '.plimsoll/baseline.json' : `.plimsoll/baseline-${suite}.json`;
  return { store: store ?? (inActions ? 'cache' : 'file'), file: resolve(directory, file ?? usual), branch };
}
