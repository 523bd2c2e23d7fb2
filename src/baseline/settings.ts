import { resolve } from 'node:path';

import { z } from 'zod';

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
  readonly file: string;
  readonly branch: string;
}

// oxlint-disable-next-line no-control-regex -- these are exactly what must not be in a path or a branch name
const plainText = /^[^\u0000-\u001F\u007F]*$/;
const storeExpected = 'cache, file or none';
const fileExpected = 'a path of one line';
const branchExpected = 'the name of a branch';

/** `baseline:` as given. */
export const baselineSchema: z.ZodType<BaselineGiven> = z.strictObject({
  store: z
    .enum(['cache', 'file', 'none'], { error: storeExpected })
    .optional()
    .meta({ description: 'Where earlier runs are kept: the Actions cache (default in Actions), a file (default elsewhere), or nowhere.' }),
  file: z
    .string({ error: fileExpected })
    .min(1, { error: fileExpected })
    .max(4_096, { error: fileExpected })
    .regex(plainText, { error: fileExpected })
    .prefault('.plimsoll/baseline.json')
    .meta({ description: 'Path of the file store, from the directory plimsoll runs in.' }),
  branch: z
    .string({ error: branchExpected })
    .max(255, { error: branchExpected })
    .regex(plainText, { error: branchExpected })
    .prefault('')
    .meta({ description: "The branch whose runs become the baseline; the repository's default branch when empty." }),
});

/** The given baseline, decided. */
export function decideBaseline(given: BaselineGiven, directory: string, inActions: boolean): BaselineSettings {
  return { store: given.store ?? (inActions ? 'cache' : 'file'), file: resolve(directory, given.file), branch: given.branch };
}
