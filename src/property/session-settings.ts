import * as z from 'zod';

import type { SessionLimits } from '../model/sessions.ts';
import { countSchema, quantitySchema } from '../units/schema.ts';

/** Whether sessions are looked at, how many, and within which limits. */
export interface SessionSettings {
  /** `unasked`: where sessions are processes of their own, and nowhere else. */
  readonly when: 'unasked' | 'always' | 'never';
  /** How many at once their growth is looked at. */
  readonly levels: readonly number[];
  /** Of so many places at once, more sessions than there are ask for one. */
  readonly limit: number;
  readonly limits: Omit<SessionLimits, 'errorsPercent' | 'ends'> & { /** Null: as all loads. */ readonly errorsPercent: number | null };
}

interface MappingGiven {
  readonly enabled: boolean;
  readonly sessions: number;
  readonly levels: readonly number[];
  readonly limit: number;
  readonly initialisation: number;
  readonly contention: number;
  readonly command: number;
  readonly errors?: number | undefined;
  readonly wait: number;
  readonly longest: number;
  readonly drop: number;
  readonly memory: number;
  readonly cpu: number;
  readonly descriptors: number;
  readonly threads: number;
  readonly returned: number;
}

export type SessionsGiven = MappingGiven | boolean | undefined;

const mostSessions = 100;

const mappingSchema: z.ZodType<MappingGiven> = z.strictObject({
  enabled: z.boolean({ error: 'true or false' }).prefault(true).meta({ description: 'Whether sessions are looked at.' }),
  sessions: countSchema(2, mostSessions).prefault(20).meta({ description: 'How many sessions at once have to live together.' }),
  levels: z
    .array(countSchema(1, mostSessions), { error: `up to 8 numbers of sessions, from 1 to ${mostSessions}` })
    .max(8, { error: 'up to 8 numbers of sessions' })
    .prefault([5, 10, 20, 30])
    .meta({ description: 'How many sessions at once their growth is looked at.' }),
  limit: countSchema(1, mostSessions)
    .prefault(10)
    .meta({ description: 'So many places at once, for which half as many sessions again wait in line.' }),
  initialisation: quantitySchema('duration', '1ms', '10m')
    .prefault('5s')
    .meta({ description: 'Limit of the median time until a session that begins alone is ready.' }),
  contention: quantitySchema('share', '100%', '10000%')
    .prefault('300%')
    .meta({ description: 'How long sessions that all begin at once may take, in percent of alone on a machine as full.' }),
  command: quantitySchema('duration', '0.01ms', '10m')
    .prefault('500ms')
    .meta({ description: 'Limit of the 95th percentile of an operation in a session, alone and all at once.' }),
  errors: quantitySchema('share', '0%', '100%').optional().meta({ description: 'Limit of the error rate; limits.errors when absent.' }),
  wait: quantitySchema('duration', '1ms', '10m').prefault('1s').meta({ description: 'Limit of the average wait for a place.' }),
  longest: quantitySchema('duration', '1ms', '10m').prefault('2s').meta({ description: 'Limit of the longest wait for a place.' }),
  drop: quantitySchema('share', '0%', '100%')
    .prefault('20%')
    .meta({ description: 'By how much more sessions may carry less than fewer do.' }),
  memory: quantitySchema('size', '1MB', '64GB').prefault('512MB').meta({ description: 'Limit of the memory of a session.' }),
  cpu: quantitySchema('share', '1%', '10000%')
    .prefault('90%')
    .meta({ description: 'Limit of the CPU of a session, in percent of a core.' }),
  descriptors: countSchema(1, 1_000_000).prefault(100).meta({ description: 'Fewer descriptors than this of a session are open.' }),
  threads: countSchema(1, 1_000_000).prefault(50).meta({ description: 'A session has fewer threads than this.' }),
  returned: quantitySchema('share', '0%', '100%')
    .prefault('95%')
    .meta({ description: 'The least of what sessions held that has to be back when they have ended.' }),
});

/** `properties.sessions:` as given. */
export const sessionsSchema: z.ZodType<SessionsGiven> = z
  .union([z.boolean(), mappingSchema], { error: 'true, false, or a mapping such as { sessions: 20 }' })
  .optional()
  .meta({ description: 'Sessions begin, answer, keep apart and end: of stdio unless false, of others where true or limits are given.' });

/** The given limits of sessions, decided. */
export function decideSessions(given: SessionsGiven): SessionSettings {
  const { enabled, levels, limit, initialisation, command, errors, wait, longest, contention, drop, memory, cpu, returned, ...counts } =
    typeof given === 'object' ? given : mappingSchema.parse({ enabled: given ?? true });
  return {
    when: enabled ? (given === undefined ? 'unasked' : 'always') : 'never',
    levels: [...new Set(levels)].toSorted((one, other) => one - other),
    limit,
    limits: {
      ...counts,
      initialisationMs: initialisation,
      contentionPercent: contention,
      commandMs: command,
      errorsPercent: errors ?? null,
      waitMs: wait,
      longestWaitMs: longest,
      dropPercent: drop,
      memoryBytes: memory,
      cpuPercent: cpu,
      returnedPercent: returned,
    },
  };
}
