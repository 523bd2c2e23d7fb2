import * as z from 'zod';

import { countSchema, quantitySchema } from '../units/schema.ts';
import { cacheSchema, decideCache, type CacheGiven, type CacheSettings } from './cache-settings.ts';
import { constraintsSchema, decideConstraints, type ConstraintSettings, type ConstraintsGiven } from './constraint-settings.ts';
import { databaseSchema, decideDatabase, type DatabaseGiven, type DatabaseSettings } from './database-settings.ts';
import { decideMixed, mixedSchema, type MixedGiven, type MixedSettings } from './mixed-settings.ts';
import { decideSessions, sessionsSchema, type SessionSettings, type SessionsGiven } from './session-settings.ts';
import { decideSustained, sustainedSchema, type SustainedGiven, type SustainedSettings } from './sustained-settings.ts';

/** The bounds a scenario must stay within for the service to count as stable. */
export interface StabilityLimits {
  readonly p95Ms: number;
  readonly meanMs: number;
  readonly errorsPercent: number;
}

/** Which properties are searched, how long, and within which limits they hold. */
export interface PropertySettings {
  readonly stability: {
    readonly enabled: boolean;
    /** At most. */
    readonly scenarios: number;
    readonly limits: StabilityLimits;
  };
  readonly sustained: SustainedSettings;
  readonly constraints: ConstraintSettings;
  readonly database: DatabaseSettings;
  readonly cache: CacheSettings;
  readonly mixed: MixedSettings;
  readonly sessions: SessionSettings;
}

interface StabilityGiven {
  readonly enabled: boolean;
  readonly scenarios: number;
  readonly p95?: number | undefined;
  readonly mean?: number | undefined;
  readonly errors?: number | undefined;
}

export interface PropertiesGiven {
  readonly stability: StabilityGiven | boolean;
  readonly sustained: SustainedGiven;
  readonly constraints: ConstraintsGiven;
  readonly database: DatabaseGiven;
  readonly cache: CacheGiven;
  readonly mixed: MixedGiven;
  readonly sessions?: SessionsGiven;
}

const stabilitySchema: z.ZodType<StabilityGiven> = z.strictObject({
  enabled: z.boolean({ error: 'true or false' }).prefault(true).meta({ description: 'Whether the search is made at all.' }),
  scenarios: countSchema(1, 1_000)
    .prefault(30)
    .meta({ description: 'How many scenarios are tried at most; the budget may end it earlier.' }),
  p95: quantitySchema('duration', '0.001ms', '1h')
    .optional()
    .meta({ description: 'Limit of the 95th percentile; limits.p95 when absent.' }),
  mean: quantitySchema('duration', '0.001ms', '1h').optional().meta({ description: 'Limit of the mean; limits.mean when absent.' }),
  errors: quantitySchema('share', '0%', '100%').optional().meta({ description: 'Limit of the error rate; limits.errors when absent.' }),
});

/** `properties:` as given. */
export const propertySchema: z.ZodType<PropertiesGiven> = z.strictObject({
  stability: z
    .union([z.boolean(), stabilitySchema], { error: 'true, false, or a mapping such as { scenarios: 30 }' })
    .prefault(true)
    .meta({ description: 'The service stays within its limits in every load up to the given users; false turns the search off.' }),
  sustained: sustainedSchema,
  constraints: constraintsSchema,
  database: databaseSchema,
  cache: cacheSchema,
  mixed: mixedSchema,
  sessions: sessionsSchema,
});

/** The given properties, decided; limits left out are the gate's own. */
export function decideProperties(given: PropertiesGiven, defaults: StabilityLimits): PropertySettings {
  const stability = typeof given.stability === 'boolean' ? stabilitySchema.parse({ enabled: given.stability }) : given.stability;
  return {
    stability: {
      enabled: stability.enabled,
      scenarios: stability.scenarios,
      limits: {
        p95Ms: stability.p95 ?? defaults.p95Ms,
        meanMs: stability.mean ?? defaults.meanMs,
        errorsPercent: stability.errors ?? defaults.errorsPercent,
      },
    },
    sustained: decideSustained(given.sustained),
    constraints: decideConstraints(given.constraints),
    database: decideDatabase(given.database),
    cache: decideCache(given.cache),
    mixed: decideMixed(given.mixed),
    sessions: decideSessions(given.sessions),
  };
}
