import * as z from 'zod';

import { countSchema, quantitySchema, rangeSchema } from '../units/schema.ts';

/** How the load is shaped. */
export interface LoadSettings {
  readonly users: { readonly min: number; readonly max: number };
  readonly thinkMs: number;
  /** Number of distinct `{{key}}` values. */
  readonly keys: number;
}

/** Whether operations are piled up to see what does not come back. */
export interface EnduranceSettings {
  readonly enabled: boolean;
}

interface LoadShape {
  readonly users: z.ZodType<{ readonly min: number; readonly max: number }>;
  readonly think: z.ZodType<number>;
  readonly keys: z.ZodType<number>;
}

/** The load's keys of the configuration; they stand at its top level. */
export const loadShape: LoadShape = {
  users: rangeSchema(1, 1_000)
    .prefault('1..20')
    .meta({ description: 'Concurrent users: a range such as 1..20, or a number n for 1..n. The upper end is the reference load.' }),
  think: quantitySchema('duration', '0ms', '10m')
    .prefault('0ms')
    .meta({ description: 'Mean time a user thinks between an answer and its next request.' }),
  keys: countSchema(1, 1_000_000).prefault(100).meta({ description: 'Number of distinct values that {{key}} takes.' }),
};

interface EnduranceShape {
  readonly leaks: z.ZodType<boolean>;
}

/** The key of the sustained phase; it stands at the top level. */
export const enduranceShape: EnduranceShape = {
  leaks: z.boolean({ error: 'true or false' }).prefault(true).meta({
    description: 'Whether operations are piled up in a fresh process to see what memory, descriptors and threads do not come back.',
  }),
};

/** The given load, decided. */
export function decideLoad(given: { readonly users: LoadSettings['users']; readonly think: number; readonly keys: number }): LoadSettings {
  return { users: given.users, thinkMs: given.think, keys: given.keys };
}

/** Whether leaks are looked for, decided. It changes nothing of the reference load, so runs with and without stay comparable. */
export function decideEndurance(given: { readonly leaks: boolean }): EnduranceSettings {
  return { enabled: given.leaks };
}
