import type * as z from 'zod';

import { countSchema, quantitySchema, rangeSchema } from '../units/schema.ts';

/** How the load is shaped. */
export interface LoadSettings {
  readonly users: { readonly min: number; readonly max: number };
  readonly thinkMs: number;
  /** Number of distinct `{{key}}` values. */
  readonly keys: number;
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

/** The given load, decided. */
export function decideLoad(given: { readonly users: LoadSettings['users']; readonly think: number; readonly keys: number }): LoadSettings {
  return { users: given.users, thinkMs: given.think, keys: given.keys };
}
