import * as z from 'zod';

import type { Constraint } from '../model/constraint.ts';
import { readConstraint } from '../units/constraint.ts';
import { quantitySchema, textSchema } from '../units/schema.ts';

/** What a service owes under pressure, and after it. */
export interface ConstraintLimits {
  /** Share of requests that may fail while the pressure is on; wrong answers are never allowed. */
  readonly errorsPercent: number;
  /** How far from before it may still be to count as recovered. */
  readonly withinPercent: number;
  /** How long after the end of the pressure it may take until then. */
  readonly recoveryMs: number;
}

/** Under which pressures the service is put, one after another. */
export interface ConstraintSettings {
  readonly enabled: boolean;
  readonly under: readonly Constraint[];
  readonly limits: ConstraintLimits;
}

interface MappingGiven {
  readonly enabled: boolean;
  readonly under: readonly Constraint[];
  readonly errors: number;
  readonly within: number;
  readonly recovery: number;
}

export type ConstraintsGiven = MappingGiven | boolean;

const mostConstraints = 20;
const longest = 200;
const underExpected = `a list of at most ${mostConstraints} constraints, such as [cpu=1core+hog, fds=+16]`;

const constraintSchema: z.ZodType<Constraint> = textSchema(
  /^\s*(?:cpu|mem|fds|slow|net|abandon)=\S+\s*$/,
  longest,
  'a constraint such as cpu=1core+hog, mem=+64MB, fds=+16, slow=5@1KB/s, net=50ms/1MB/s or abandon=50/s@1ms',
).transform((text, context) => {
  const read = readConstraint(text);
  if (read.kind === 'constraint') return read.constraint;
  context.issues.push({ code: 'custom', message: read.expected, input: text });
  return z.NEVER;
});

/** Each of them is pressure for any service, and no more than one that is well made bears. */
const usual: readonly string[] = ['cpu=1core+hog', 'mem=+256MB', 'fds=+8', 'slow=5@1KB/s', 'net=20ms/1MB/s', 'abandon=50/s@1ms'];

const mappingSchema: z.ZodType<MappingGiven> = z.strictObject({
  enabled: z.boolean({ error: 'true or false' }).prefault(true).meta({ description: 'Whether the service is put under pressure at all.' }),
  under: z
    .array(constraintSchema, { error: underExpected })
    .max(mostConstraints, { error: underExpected })
    .prefault([...usual])
    .meta({ description: 'The pressures, one after another: cpu=, mem=, fds=, slow=, net= and abandon=.' }),
  errors: quantitySchema('share', '0%', '100%')
    .prefault('50%')
    .meta({ description: 'Limit of the error rate under pressure. Wrong answers are not allowed at all.' }),
  within: quantitySchema('share', '1%', '100%')
    .prefault('20%')
    .meta({ description: 'How far p95 and rate may be from before to count as recovered.' }),
  recovery: quantitySchema('duration', '100ms', '1m')
    .prefault('5s')
    .meta({ description: 'How long the service may take to recover once the pressure is gone.' }),
});

/** `properties.constraints:` as given. */
export const constraintsSchema: z.ZodType<ConstraintsGiven> = z
  .union([z.boolean(), mappingSchema], { error: 'true, false, or a mapping such as { recovery: 5s }' })
  .prefault(true)
  .meta({ description: 'The service survives pressure, stays honest under it, and recovers; false leaves it out.' });

/** The given constraints, decided. */
export function decideConstraints(given: ConstraintsGiven): ConstraintSettings {
  const { enabled, under, errors, within, recovery } = typeof given === 'boolean' ? mappingSchema.parse({ enabled: given }) : given;
  return { enabled, under, limits: { errorsPercent: errors, withinPercent: within, recoveryMs: recovery } };
}
