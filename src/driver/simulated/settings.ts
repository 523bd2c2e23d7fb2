import * as z from 'zod';

import type { SimulatedSettings } from '../../model/simulated.ts';
import { countSchema, quantitySchema } from '../../units/schema.ts';
import type { FailuresGiven, SimulatedGiven, SimulateGiven } from './given.ts';

const truthExpected = 'true or false';
const failuresExpected = 'a share such as 5%, or shares by kind of error such as { status: 1%, reset: 0.1% }, 100% at most together';
const simulateExpected = 'a duration such as 5ms, or a mapping that says it under `time`';

const share = (): z.ZodType<number, string> => quantitySchema('share', '0%', '100%');
const failing = (how: string): z.ZodOptional<z.ZodType<number, string>> =>
  share()
    .optional()
    .meta({ description: `Share of operations that fail so: ${how}.` });
const longest = (): z.ZodType<number, string> => quantitySchema('duration', '0ms', '10m');
/** Nothing takes no time at all: made-up time would stand still. */
const serviceTime = (): z.ZodType<number, string> => quantitySchema('duration', '0.01ms', '10m');
const truth = (): z.ZodBoolean => z.boolean({ error: truthExpected });
const mostLeaked = '1GB/op';

const failuresSchema: z.ZodType<FailuresGiven> = z
  .union(
    [
      share(),
      z.strictObject({
        status: failing('answered with an error status'),
        timeout: failing('not answered in time'),
        refused: failing('no connection'),
        reset: failing('the connection lost'),
        assertion: failing('answered wrongly'),
        protocol: failing('answered in no known form'),
        'too-large': failing('answered at too great a length'),
        rejected: failing('answered with an error'),
        crash: failing('the process of it died'),
        deadlock: failing('given up in a deadlock'),
        serialization: failing('given up for another transaction'),
        exhausted: failing('no connection of a pool free'),
      }),
    ],
    { error: failuresExpected },
  )
  .refine((given) => typeof given === 'number' || Object.values(given).reduce<number>((sum, one) => sum + (one ?? 0), 0) <= 100, {
    error: failuresExpected,
  });

const simulateShape = z.strictObject({
  time: serviceTime().meta({ description: 'Mean service time with nobody else there.' }),
  spread: z
    .enum(['constant', 'exponential', 'lognormal'], { error: 'constant, exponential or lognormal' })
    .prefault('exponential')
    .meta({ description: 'How service times are spread around their mean.' }),
  cpu: longest().optional().meta({ description: 'Computing time of each; a tenth of its time when absent.' }),
  errors: failuresSchema.optional().meta({ description: 'Share of operations that fail, by kind of error or with an error status.' }),
  holds: quantitySchema('size', '0B', '1GB').prefault('0B').meta({ description: 'Memory held from its arrival to its end.' }),
  leak: quantitySchema('size-per-operation', '0B/op', mostLeaked)
    .prefault('0B/op')
    .meta({ description: 'Memory that each leaves behind.' }),
  lock: z
    .enum(['key', 'all'], { error: 'key or all' })
    .optional()
    .meta({ description: 'What it holds alone while it is served: its key, or the one lock of all.' }),
  pooled: truth().prefault(false).meta({ description: 'Needs a connection of the pool.' }),
  yields: truth().prefault(false).meta({ description: 'Served only when nobody else is: starved under load.' }),
  racy: truth().prefault(false).meta({ description: 'Reads when it begins and writes when it ends: updates in between are lost.' }),
  'mix-up': share().prefault('0%').meta({ description: 'Share of answers that belong to another user.' }),
});

export const simulateSchema: z.ZodType<SimulateGiven> = z.union(
  [serviceTime().transform((time) => simulateShape.parse({ time: `${time}ms` })), simulateShape],
  {
    error: simulateExpected,
  },
);

/** The keys of an operation by this driver. */
export const simulatedShape: { readonly [Key in keyof SimulatedGiven]-?: z.ZodType<SimulatedGiven[Key]> } = {
  simulate: simulateSchema.optional().meta({ description: 'What a service that does not exist does: a duration, or more of it.' }),
};

/** `simulated:` as given. */
export interface SimulatedSettingsGiven {
  readonly speed: SimulatedSettings['speed'];
  readonly seed?: number | undefined;
  readonly servers: number;
  readonly contention: number;
  readonly coherency: number;
  readonly memory: number;
  readonly 'memory-limit'?: number | undefined;
  readonly leak: number;
  readonly drift: number;
  readonly freeze?: { readonly at: number; readonly for: number; readonly busy: boolean } | undefined;
  readonly room?: { readonly for: number; readonly 'turns-away': number } | undefined;
  readonly startup: number;
  readonly pool?: number | undefined;
}

/** `simulated:` of the configuration. */
export const simulatedSchema: z.ZodType<SimulatedSettingsGiven> = z.strictObject({
  speed: z
    .enum(['virtual', 'real-time'], { error: 'virtual or real-time' })
    .prefault('virtual')
    .meta({ description: 'virtual: minutes pass in a moment. real-time: it answers when it would.' }),
  seed: countSchema(0, 4_294_967_295)
    .optional()
    .meta({ description: "Seed of its chance; every process draws one of the run's when absent." }),
  servers: countSchema(1, 10_000).prefault(4).meta({ description: 'How many operations are served at once; all others wait in line.' }),
  contention: share()
    .prefault('0%')
    .meta({ description: 'By how much each other operation served at the same time slows one down (USL σ).' }),
  coherency: share().prefault('0%').meta({ description: 'The same for each pair of them (USL κ).' }),
  memory: quantitySchema('size', '0B', '64GB').prefault('64MB').meta({ description: 'What it holds with nothing to do.' }),
  'memory-limit': quantitySchema('size', '1B', '64GB').optional().meta({ description: 'It is killed above that.' }),
  leak: quantitySchema('size-per-operation', '0B/op', mostLeaked)
    .prefault('0B/op')
    .meta({ description: 'Memory that every operation leaves behind.' }),
  drift: quantitySchema('share', '0%', '1000000%')
    .prefault('0%')
    .meta({ description: 'By how much service times grow each minute that it runs.' }),
  freeze: z
    .strictObject({
      at: quantitySchema('duration', '0ms', '24h').meta({ description: 'From when on nobody is served, counted from its start.' }),
      for: quantitySchema('duration', '0ms', '24h').prefault('24h').meta({ description: 'For how long.' }),
      busy: truth().prefault(false).meta({ description: 'Whether it computes all along.' }),
    })
    .optional()
    .meta({ description: 'A time in which nobody is served.' }),
  room: z
    .strictObject({
      for: countSchema(1, 10_000).meta({ description: 'So many may be inside.' }),
      'turns-away': share().prefault('100%').meta({ description: 'Share of those that come then who get an error status.' }),
    })
    .optional()
    .meta({ description: 'How many operations there is room for at once, and what becomes of one too many.' }),
  startup: longest().prefault('100ms').meta({ description: 'From its start until it answers.' }),
  pool: countSchema(1, 10_000).optional().meta({ description: 'Connections that pooled operations share.' }),
});

/** The driver's settings, decided; no path is among them. */
export function decideSimulated(given: SimulatedSettingsGiven): SimulatedSettings {
  const { speed, seed, servers, contention, coherency, memory, leak, drift, freeze, room, startup, pool } = given;
  return {
    speed,
    seed: seed ?? null,
    servers,
    contention: contention / 100,
    coherency: coherency / 100,
    memoryBytes: memory,
    memoryLimitBytes: given['memory-limit'] ?? null,
    leakBytes: leak,
    driftPerMinute: drift / 100,
    freeze: freeze === undefined ? null : { atMs: freeze.at, forMs: freeze.for, busy: freeze.busy },
    room: room === undefined ? null : { most: room.for, turnedAwayShare: room['turns-away'] / 100 },
    startupMs: startup,
    pool: pool ?? null,
  };
}
