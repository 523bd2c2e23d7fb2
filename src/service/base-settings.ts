import * as z from 'zod';
import { loopbackUrlSchema } from '../units/loopback-schema.ts';
import { textSchema } from '../units/schema.ts';
import { commandSchema, type Command } from './settings.ts';

/** Where the version comes from that the present one is held against. */
export interface BaseSettings {
  /** A ref of the repository, or the directory of a second checkout; null: the merge base with the branch it goes into. */
  readonly against: string | null;
  /** Starts it where it is built elsewhere; null: as the service is started, in its own checkout. */
  readonly start: Command | null;
  /** Where it answers already; null: plimsoll starts it. */
  readonly url: string | null;
}

export interface BaseGiven {
  readonly against?: string | undefined;
  readonly base: { readonly start?: Command | undefined; readonly url?: string | undefined };
}

interface BaseShape {
  readonly against: z.ZodOptional<z.ZodType<string>>;
  readonly base: z.ZodPrefault<z.ZodType<BaseGiven['base']>>;
}

const againstExpected = 'a branch, tag or commit, or the directory of a second checkout';
const urlExpected = 'the http or https address of the base on this machine, such as http://127.0.0.1:3001';

/** The base's keys; they stand under `compare`. */
export const baseShape: BaseShape = {
  against: textSchema(/^(?!-)[^\p{C}]+$/u, 1_000, againstExpected)
    .optional()
    .meta({
      description: 'What the base is: a branch, tag or commit, or a second checkout; the merge base of the pull request when absent.',
    }),
  base: z
    .strictObject({
      start: commandSchema.optional().meta({ description: 'Starts a base that is built elsewhere; PORT is set to a free port.' }),
      url: loopbackUrlSchema(urlExpected, undefined, (url) => !url.includes('${PORT}'))
        .optional()
        .meta({ description: 'Where a base that already runs answers, on this machine.' }),
    })
    .prefault({})
    .meta({ description: 'A base that plimsoll neither checks out nor sets up.' }),
};

/** The given base, decided. */
export function decideBase({ against, base }: BaseGiven): BaseSettings {
  return { against: against ?? null, start: base.start ?? null, url: base.url ?? null };
}
