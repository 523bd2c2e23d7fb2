import * as z from 'zod';

import type { RedisSettings } from '../../model/redis.ts';
import { textSchema } from '../../units/schema.ts';
import { readAddress } from './address.ts';
import type { CommandGiven, RedisGiven, ScriptGiven } from './given.ts';
import { isUnfit } from './unfit.ts';
import { wordsOf } from './words.ts';

const maxText = 100_000;
const mostWords = 10_000;
const mostCommands = 1_000;

const urlExpected = 'an address on this machine, such as redis://:password@127.0.0.1:6379/0';
const commandExpected = 'a command with its arguments, such as GET item:{{key}}, or a list of them';
const unfitExpected =
  'a command with one answer that leaves its connection as it was; `multi` makes transactions, `redis.url` says user and database';
const commandsExpected = `a list of 1 to ${mostCommands} commands`;
const luaExpected = 'a script in Lua, without templates: they stand in keys and arguments';
const wordsExpected = 'a list of texts and numbers';
const hitsExpected = 'true or false';

const wordSchema = z.union([z.string().max(maxText), z.number()], { error: wordsExpected });

const commandSchema: z.ZodType<CommandGiven> = z
  .union([z.string().max(maxText), z.array(wordSchema).min(1).max(mostWords)], { error: commandExpected })
  .refine((given) => (wordsOf(given)?.[0] ?? '') !== '', { error: commandExpected })
  .refine((given) => !isUnfit(wordsOf(given) ?? []), { error: unfitExpected });

const commandsSchema: z.ZodType<readonly CommandGiven[]> = z
  .array(commandSchema, { error: commandsExpected })
  .min(1, { error: commandsExpected })
  .max(mostCommands, { error: commandsExpected });

const scriptSchema: z.ZodType<ScriptGiven> = z.strictObject({
  // oxlint-disable-next-line no-control-regex -- no script can hold a NUL
  lua: textSchema(/^(?=[\s\S]*\S)(?![\s\S]*\{\{)[^\u0000]*$/, maxText, luaExpected).meta({
    description: 'The script; its keys are KEYS[1] …, its arguments ARGV[1] …',
  }),
  keys: z
    .array(z.string().max(maxText), { error: 'a list of texts' })
    .max(mostWords, { error: 'a list of texts' })
    .prefault([])
    .meta({ description: 'Keys that the script touches; may hold templates.' }),
  arguments: z
    .array(wordSchema, { error: wordsExpected })
    .max(mostWords, { error: wordsExpected })
    .prefault([])
    .meta({ description: 'Further arguments; may hold templates, {{payload}} too.' }),
});

/** The keys of an operation by this driver. */
export const redisShape: { readonly [Key in keyof RedisGiven]-?: z.ZodType<RedisGiven[Key]> } = {
  redis: commandSchema.optional().meta({ description: 'One Redis command, its words split on blanks, or as a list; may hold templates.' }),
  pipeline: commandsSchema
    .optional()
    .meta({ description: 'Redis commands that are sent at once; the answer is the list of their replies.' }),
  multi: commandsSchema.optional().meta({ description: 'Redis commands between MULTI and EXEC; the answer is the list of their replies.' }),
  script: scriptSchema.optional().meta({ description: 'A script in Lua that runs in Redis, asked for by its digest.' }),
  hits: z
    .boolean({ error: hitsExpected })
    .optional()
    .meta({ description: 'Whether an empty reply is a miss: the rate of hits is then measured.' }),
};

/** `redis:` as given. */
export interface RedisSettingsGiven {
  readonly url: string;
  readonly setup: readonly CommandGiven[];
}

/** `redis:` of the configuration. */
export const redisSchema: z.ZodType<RedisSettingsGiven> = z.strictObject({
  url: z
    .string({ error: urlExpected })
    .superRefine((text, context) => {
      // Said with what was found, because that may hold a password.
      if (text.length > 2_000 || readAddress(text, 1) === undefined)
        context.addIssue({ code: 'custom', message: urlExpected, params: { found: 'another text' } });
    })
    .meta({ description: 'Where the server is, on this machine, with password and database; ${REDIS_URL} keeps it out of the file.' }),
  setup: z
    .array(commandSchema, { error: commandsExpected })
    .max(mostCommands, { error: commandsExpected })
    .prefault([])
    .meta({ description: 'Commands that are run before the first load of each process, such as FLUSHDB; more than once does no harm.' }),
});

/** The driver's settings, decided; `directory` is where paths of the configuration begin, absolute. */
export function decideRedis({ url, setup }: RedisSettingsGiven, _directory: string): RedisSettings {
  return { url: url.trim(), setup: setup.map((command) => wordsOf(command) ?? []) };
}
