import * as z from 'zod';

import { quantitySchema } from '../units/schema.ts';

/** How long users may wait for something of which there is not enough for all, and in which order they get it. */
export interface WaitLimits {
  readonly meanMs: number;
  readonly maxMs: number;
  /** Share of the pairs that waited together and were served in the other order. */
  readonly outOfOrderPercent: number;
}

/** Whether it is looked how users wait for connections, and within which limits. */
export interface DatabaseSettings {
  readonly enabled: boolean;
  readonly limits: WaitLimits;
}

interface MappingGiven {
  readonly enabled: boolean;
  readonly wait: number;
  readonly longest: number;
  readonly 'out-of-order': number;
}

export type DatabaseGiven = MappingGiven | boolean;

const mappingSchema: z.ZodType<MappingGiven> = z.strictObject({
  enabled: z
    .boolean({ error: 'true or false' })
    .prefault(true)
    .meta({ description: 'Whether it is looked how users wait for operations of kind database or pool.' }),
  wait: quantitySchema('duration', '1ms', '10m')
    .prefault('1s')
    .meta({ description: 'Limit of the average wait, beyond what the operation takes when nobody else is there.' }),
  longest: quantitySchema('duration', '1ms', '10m').prefault('2s').meta({ description: 'Limit of the longest wait.' }),
  'out-of-order': quantitySchema('share', '0%', '100%')
    .prefault('10%')
    .meta({ description: 'Share of pairs that waited together and may be served in the other order.' }),
});

/** `properties.database:` as given. */
export const databaseSchema: z.ZodType<DatabaseGiven> = z
  .union([z.boolean(), mappingSchema], { error: 'true, false, or a mapping such as { longest: 2s }' })
  .prefault(true)
  .meta({
    description: 'Operations of kind database or pool: waits bounded and in order, no connection lost or leaked; false leaves it out.',
  });

/** The given limits of waiting, decided. */
export function decideDatabase(given: DatabaseGiven): DatabaseSettings {
  const { enabled, wait, longest, ...rest } = typeof given === 'boolean' ? mappingSchema.parse({ enabled: given }) : given;
  return { enabled, limits: { meanMs: wait, maxMs: longest, outOfOrderPercent: rest['out-of-order'] } };
}
