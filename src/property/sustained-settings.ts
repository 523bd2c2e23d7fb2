import * as z from 'zod';

import { quantitySchema } from '../units/schema.ts';

/** How far a long run may be worse at its end than at its beginning. */
export interface SustainedLimits {
  /** Of the latency, and of the CPU time of an operation, in percent of the beginning. */
  readonly driftPercent: number;
  /** By how many points the share of failed operations may rise. */
  readonly errorsPercent: number;
}

/** Whether the end of a long run is held against its beginning, and within which limits. */
export interface SustainedSettings {
  readonly enabled: boolean;
  readonly limits: SustainedLimits;
}

interface MappingGiven {
  readonly enabled: boolean;
  readonly drift: number;
  readonly errors: number;
}

export type SustainedGiven = MappingGiven | boolean;

const mappingSchema: z.ZodType<MappingGiven> = z.strictObject({
  enabled: z
    .boolean({ error: 'true or false' })
    .prefault(true)
    .meta({ description: 'Whether the end of the long run is held against its beginning.' }),
  drift: quantitySchema('share', '5%', '1000%')
    .prefault('20%')
    .meta({ description: 'How far latency and CPU time per operation may rise from the beginning of the long run to its end.' }),
  errors: quantitySchema('share', '0.1%', '100%')
    .prefault('1%')
    .meta({ description: 'By how many points the error rate may rise from the beginning of the long run to its end.' }),
});

/** `properties.sustained:` as given. */
export const sustainedSchema: z.ZodType<SustainedGiven> = z
  .union([z.boolean(), mappingSchema], { error: 'true, false, or a mapping such as { drift: 20% }' })
  .prefault(true)
  .meta({ description: 'The long run is as good at its end as at its beginning: latency, CPU time, memory, errors; false leaves it out.' });

/** The given limits of the long run, decided. */
export function decideSustained(given: SustainedGiven): SustainedSettings {
  const { enabled, drift, errors } = typeof given === 'boolean' ? mappingSchema.parse({ enabled: given }) : given;
  return { enabled, limits: { driftPercent: drift, errorsPercent: errors } };
}
