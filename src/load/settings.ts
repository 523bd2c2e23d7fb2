import * as z from 'zod';

import { countSchema, quantitySchema, rangeSchema, sizeRangeSchema } from '../units/schema.ts';

/** How the load is shaped. */
export interface LoadSettings {
  readonly users: { readonly min: number; readonly max: number };
  readonly thinkMs: number;
  /** Number of distinct `{{key}}` values. */
  readonly keys: number;
  /** From how many bytes to how many a `{{payload}}` has; absent where nobody says. */
  readonly payloadBytes?: { readonly min: number; readonly max: number };
}

/** Whether operations are piled up to see what does not come back. */
export interface EnduranceSettings {
  readonly enabled: boolean;
}

interface LoadShape {
  readonly users: z.ZodType<{ readonly min: number; readonly max: number }>;
  readonly think: z.ZodType<number>;
  readonly keys: z.ZodType<number>;
  readonly payload: z.ZodType<LoadSettings['payloadBytes']>;
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
  payload: sizeRangeSchema('1B', '1MB')
    .optional()
    .meta({ description: 'Size of {{payload}}: one, or a range. The upper end is the reference load; 1KB when absent.' }),
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

interface LoadGiven {
  readonly users: LoadSettings['users'];
  readonly think: number;
  readonly keys: number;
  readonly payload?: LoadSettings['payloadBytes'] | undefined;
}

/** The given load, decided. What nobody says of payloads stays out: it is part of what makes runs comparable. */
export function decideLoad({ users, think, keys, payload }: LoadGiven): LoadSettings {
  return { users, thinkMs: think, keys, ...(payload === undefined ? {} : { payloadBytes: payload }) };
}

/** Whether leaks are looked for, decided. It changes nothing of the reference load, so runs with and without stay comparable. */
export function decideEndurance(given: { readonly leaks: boolean }): EnduranceSettings {
  return { enabled: given.leaks };
}
