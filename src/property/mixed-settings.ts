import * as z from 'zod';

import { quantitySchema } from '../units/schema.ts';

/** Whether mixes of operations are tried, and who counts as starved in them. */
export interface MixedSettings {
  readonly enabled: boolean;
  /** The least share, of 1, of what the middle kind of operation gets. */
  readonly leastShare: number;
}

interface MappingGiven {
  readonly enabled: boolean;
  readonly share: number;
}

export type MixedGiven = MappingGiven | boolean;

const mappingSchema: z.ZodType<MappingGiven> = z.strictObject({
  enabled: z.boolean({ error: 'true or false' }).prefault(true).meta({ description: 'Whether mixes of operations are tried at all.' }),
  share: quantitySchema('share', '1%', '90%')
    .prefault('20%')
    .meta({ description: 'What each kind of operation gets at least, of what the middle one gets, measured by its speed alone.' }),
});

/** `properties.mixed:` as given. */
export const mixedSchema: z.ZodType<MixedGiven> = z
  .union([z.boolean(), mappingSchema], { error: 'true, false, or a mapping such as { share: 20% }' })
  .prefault(true)
  .meta({ description: 'No kind of operation starves others, in whatever mix they come; false leaves it out.' });

/** The given share, decided. */
export function decideMixed(given: MixedGiven): MixedSettings {
  const { enabled, share } = typeof given === 'boolean' ? mappingSchema.parse({ enabled: given }) : given;
  return { enabled, leastShare: share / 100 };
}
