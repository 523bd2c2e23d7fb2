import * as z from 'zod';

import type { Blocking, Limit, Policy } from '../model/policy.ts';
import { countSchema, quantitySchema } from '../units/schema.ts';

const duration = (): z.ZodType<number, string> => quantitySchema('duration', '0.001ms', '1h');

type LimitName =
  | 'p95'
  | 'mean'
  | 'errors'
  | 'p50'
  | 'p99'
  | 'startup'
  | 'cpu'
  | 'cpu-per-operation'
  | 'rss'
  | 'rss-growth'
  | 'threads'
  | 'descriptors';

/** What an operation may leave behind for good, or an hour of the reference load. */
interface LeakLimit {
  readonly max: number;
  readonly unit: 'B/operation' | 'B/h';
}

type LimitsGiven = Readonly<Record<'p95' | 'mean' | 'errors', number>> &
  Readonly<Partial<Record<LimitName, number | undefined>>> & { readonly leak?: LeakLimit | undefined };

const leakSchema: z.ZodType<LeakLimit> = z.union(
  [
    quantitySchema('size-per-operation', '1B/op', '1GB/op').transform((max): LeakLimit => ({ max, unit: 'B/operation' })),
    quantitySchema('size-per-hour', '1B/h', '1024GB/h').transform((max): LeakLimit => ({ max, unit: 'B/h' })),
  ],
  { error: 'a leak per operation, such as 200B/op, from 1B/op to 1GB/op; or per hour, such as 50MB/h, from 1B/h to 1024GB/h' },
);

const limitsSchema: z.ZodType<LimitsGiven> = z.strictObject({
  p95: duration().prefault('500ms').meta({ description: '95th percentile of the response time.' }),
  mean: duration().prefault('500ms').meta({ description: 'Mean response time.' }),
  errors: quantitySchema('share', '0%', '100%').prefault('5%').meta({ description: 'Share of operations that fail.' }),
  p50: duration().optional().meta({ description: 'Median response time.' }),
  p99: duration().optional().meta({ description: '99th percentile of the response time.' }),
  startup: duration().optional().meta({ description: 'From start to ready, the median of several starts.' }),
  cpu: quantitySchema('share', '1%', '100000%')
    .optional()
    .meta({ description: 'CPU the whole process tree uses under the reference load; 100% is one core.' }),
  'cpu-per-operation': duration().optional().meta({ description: 'CPU time the whole process tree spends on one operation.' }),
  rss: quantitySchema('size', '1B', '1024GB').optional().meta({ description: 'Highest resident memory of the whole process tree.' }),
  'rss-growth': quantitySchema('size', '0B', '1024GB')
    .optional()
    .meta({ description: 'Resident memory when the load has drained, less that of the ready service before its first operation.' }),
  leak: leakSchema
    .optional()
    .meta({ description: 'Memory that does not come back: 200B/op, or 50MB/h projected at the rate of the reference load.' }),
  threads: countSchema(1, 1_000_000).optional().meta({ description: 'Most threads of the whole process tree.' }),
  descriptors: countSchema(1, 100_000_000).optional().meta({ description: 'Most open file descriptors of the whole process tree.' }),
});

/** The unit a metric is measured in, and how many of the given number one of it is. */
const limitUnits: readonly (readonly [metric: LimitName, unit: string, each?: number])[] = [
  ['p95', 'ms'],
  ['mean', 'ms'],
  ['errors', '%'],
  ['p50', 'ms'],
  ['p99', 'ms'],
  ['startup', 'ms'],
  ['cpu', 'cores', 100],
  ['cpu-per-operation', 'ms'],
  ['rss', 'bytes'],
  ['rss-growth', 'bytes'],
  ['threads', 'count'],
  ['descriptors', 'count'],
];

const blockings = ['regression', 'breach', 'broken-property'] as const satisfies readonly Blocking[];
const blockingList = new RegExp(`^\\s*(none|(${blockings.join('|')})(\\s*,\\s*(${blockings.join('|')}))*)\\s*$`);
const blockingExpected = `a list of ${blockings.join(', ')}; or none`;

export interface PolicyGiven {
  readonly limits: LimitsGiven;
  readonly failOn: readonly Blocking[];
  readonly inconclusive: Policy['inconclusive'];
  readonly compare: { readonly with?: Policy['compare']['with'] | undefined; readonly against?: string | undefined };
}

interface PolicyShape {
  readonly limits: z.ZodType<PolicyGiven['limits']>;
  readonly with: z.ZodOptional<z.ZodType<Policy['compare']['with']>>;
  readonly 'fail-on': z.ZodType<PolicyGiven['failOn']>;
  readonly inconclusive: z.ZodType<PolicyGiven['inconclusive']>;
}

/** The judge's keys of the configuration; they stand at its top level. */
export const policyShape: PolicyShape = {
  limits: limitsSchema.prefault({}).meta({ description: 'Upper bounds the reference load must stay within.' }),
  with: z.enum(['auto', 'base', 'history', 'none'], { error: 'auto, base, history or none' }).optional().meta({
    description:
      'What to compare with: base, measured side by side; history, earlier runs; auto, the base where history leaves a doubt; none.',
  }),
  'fail-on': z
    .union(
      [
        z.array(z.enum(blockings, { error: blockingExpected }), { error: blockingExpected }),
        z.string({ error: blockingExpected }).regex(blockingList, { error: blockingExpected }).transform(readBlockings),
      ],
      { error: blockingExpected },
    )
    .prefault([...blockings])
    .meta({ description: 'What blocks the merge: a regression, a breached limit, a broken property.' }),
  inconclusive: z
    .enum(['neutral', 'fail'], { error: 'neutral or fail' })
    .prefault('neutral')
    .meta({ description: 'Whether an inconclusive verdict blocks the merge.' }),
};

/** The given policy, decided. */
export function decidePolicy(given: PolicyGiven): Policy {
  const { leak } = given.limits;
  const numbers = limitUnits.flatMap(([metric, unit, each = 1]): readonly Limit[] => {
    const max = given.limits[metric];
    return max === undefined ? [] : [{ metric, max: max / each, unit }];
  });
  const limits = leak === undefined ? numbers : [...numbers, { metric: 'leak', ...leak }];
  return {
    limits,
    failOn: [...new Set(given.failOn)],
    inconclusive: given.inconclusive,
    compare: { with: given.compare.with ?? usualComparison(given.compare.against) },
  };
}

/** Who names a base wants to be held against it. */
function usualComparison(against: string | undefined): Policy['compare']['with'] {
  return against === undefined ? 'auto' : 'base';
}

function readBlockings(text: string): readonly Blocking[] {
  const words = text.split(',').map((word) => word.trim());
  return blockings.filter((blocking) => words.includes(blocking));
}
