import * as z from 'zod';

import { quantitySchema } from '../units/schema.ts';

/** What a cache owes. */
export interface CacheLimits {
  readonly p95Ms: number;
  /** How slow it may be when all users want one key, in percent of how slow it is when they want many: 100 is equally fast. */
  readonly contentionPercent: number;
}

/** Whether operations of kind cache are looked at, and within which limits. */
export interface CacheSettings {
  readonly enabled: boolean;
  readonly limits: CacheLimits;
}

interface MappingGiven {
  readonly enabled: boolean;
  readonly p95: number;
  readonly contention: number;
}

export type CacheGiven = MappingGiven | boolean;

const mappingSchema: z.ZodType<MappingGiven> = z.strictObject({
  enabled: z
    .boolean({ error: 'true or false' })
    .prefault(true)
    .meta({ description: 'Whether operations of kind cache are looked at on one key and on many.' }),
  p95: quantitySchema('duration', '0.001ms', '1h')
    .prefault('100ms')
    .meta({ description: 'Limit of the 95th percentile of operations of kind cache.' }),
  contention: quantitySchema('share', '100%', '10000%')
    .prefault('300%')
    .meta({ description: 'How slow one key that all users want may be, in percent of many keys: 100% is equally fast.' }),
});

/** `properties.cache:` as given. */
export const cacheSchema: z.ZodType<CacheGiven> = z
  .union([z.boolean(), mappingSchema], { error: 'true, false, or a mapping such as { p95: 100ms }' })
  .prefault(true)
  .meta({ description: 'Operations of kind cache: fast, not staler than declared, and one hot key not much slower; false leaves it out.' });

/** The given limits of a cache, decided. */
export function decideCache(given: CacheGiven): CacheSettings {
  const { enabled, p95, contention } = typeof given === 'boolean' ? mappingSchema.parse({ enabled: given }) : given;
  return { enabled, limits: { p95Ms: p95, contentionPercent: contention } };
}
