import * as z from 'zod';

import type { PostgresSettings } from '../../model/postgres.ts';
import { countSchema, quantitySchema, textSchema } from '../../units/schema.ts';
import { readAddress } from './address.ts';
import type { PostgresGiven, StatementGiven } from './given.ts';

const maxSql = 100_000;
const mostStatements = 50;
const mostInvariants = 20;

const urlExpected =
  'an address on this machine, such as postgres://user:password@127.0.0.1:5432/database (sslmode=disable, application_name and options may follow)';
const sqlExpected = 'one SQL statement, without templates: they stand in values, as $1';
const controlExpected = 'no statement that begins or ends a transaction: `transaction` does that';
const valueExpected = 'a text, a number, true or false';
const readExpected = '{{read.COLUMN}} only in a transaction, after a statement that gives rows';
const isolationExpected = 'read committed, repeatable read or serializable';
const nameExpected = 'a name of at most 40 letters, digits, _ . or -, beginning with a letter';

/** A statement that takes the transaction out of our hands would make us say what is not so. */
const controlsTransaction =
  /^\s*(begin|start\s+transaction|commit|end|abort|rollback(?!\s+(work\s+|transaction\s+)?to\b)|prepare\s+transaction)\b/i;
// oxlint-disable-next-line no-control-regex -- no statement can hold a NUL
const sqlForm = /^(?=[\s\S]*\S)(?![\s\S]*\{\{)[^\u0000]*$/;

const sqlSchema = textSchema(sqlForm, maxSql, sqlExpected).refine((sql) => !controlsTransaction.test(sql), { error: controlExpected });
const plainSqlSchema = textSchema(sqlForm, maxSql, 'one SQL statement');
// oxlint-disable-next-line no-control-regex -- as above
const textValue = textSchema(/^[^\u0000]*$/, maxSql, valueExpected);

const statementSchema: z.ZodType<StatementGiven> = z.union(
  [
    sqlSchema,
    z.strictObject({
      sql: sqlSchema.meta({ description: 'One SQL statement, with $1, $2 … for its values.' }),
      values: z
        .array(z.union([textValue, z.number(), z.boolean()], { error: valueExpected }), { error: 'a list of values' })
        .max(1_000, { error: 'at most 1000 values' })
        .optional()
        .meta({ description: 'Values of $1, $2 …; may hold templates, and in a transaction {{read.COLUMN}}.' }),
    }),
  ],
  { error: `${sqlExpected}; or a mapping of sql and values` },
);

const firstSchema = statementSchema.refine((given) => !readsEarlier(given), { error: readExpected });

/** The keys of an operation by this driver. */
export const postgresShape: { readonly [Key in keyof PostgresGiven]-?: z.ZodType<PostgresGiven[Key]> } = {
  sql: firstSchema.optional().meta({ description: 'One SQL statement, as text or with its values.' }),
  transaction: z
    .array(statementSchema, { error: 'a list of statements' })
    .min(1, { error: 'at least one statement' })
    .max(mostStatements, { error: `at most ${mostStatements} statements` })
    .refine(([first]) => first === undefined || !readsEarlier(first), { error: readExpected })
    .optional()
    .meta({ description: 'Statements of one transaction; {{read.COLUMN}} is what the last one that gave rows told.' }),
  isolation: z
    .enum(['read committed', 'repeatable read', 'serializable'], { error: isolationExpected })
    .optional()
    .meta({ description: 'Isolation level of the transaction; read committed when absent.' }),
};

interface InvariantGiven {
  readonly sql: string;
  readonly equals: string | number | boolean;
}

/** `postgres:` as given. */
export interface PostgresSettingsGiven {
  readonly url: string;
  readonly pool: number;
  readonly wait?: number | undefined;
  readonly prepare: boolean;
  readonly setup: readonly string[];
  readonly invariants: Readonly<Record<string, InvariantGiven>>;
}

const invariantSchema: z.ZodType<InvariantGiven> = z.strictObject({
  sql: plainSqlSchema.meta({ description: 'A statement of which the first column of the first row is looked at.' }),
  equals: z.union([z.string(), z.number(), z.boolean()], { error: valueExpected }).meta({ description: 'What must stand there.' }),
});

/** `postgres:` of the configuration. */
export const postgresSchema: z.ZodType<PostgresSettingsGiven> = z.strictObject({
  url: textSchema(/^\s*postgres(ql)?:\/\//i, 2_000, urlExpected)
    // A text with a variable is for editors alone: what is read here has none left but the port.
    .refine((text) => readAddress(text, 1) !== undefined, { error: urlExpected })
    .meta({ description: 'Where the server is, on this machine, with user and password; ${DATABASE_URL} keeps it out of the file.' }),
  pool: countSchema(1, 1_000).prefault(10).meta({ description: 'Connections that all users share.' }),
  wait: quantitySchema('duration', '1ms', '10m')
    .optional()
    .meta({ description: 'How long an operation may wait for a connection of the pool; as long as `timeout` when absent.' }),
  prepare: z
    .boolean({ error: 'true or false' })
    .prefault(true)
    .meta({ description: 'Parse each statement once a connection; false where a proxy in between does not let it.' }),
  setup: z
    .array(plainSqlSchema, { error: 'a list of SQL statements' })
    .max(1_000, { error: 'at most 1000 statements' })
    .prefault([])
    .meta({ description: 'Statements that are run once before the first load of each process of the service.' }),
  invariants: z
    .record(textSchema(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/, 40, nameExpected), invariantSchema, {
      error: 'a mapping of names to { sql, equals }',
    })
    .refine((given) => Object.keys(given).length <= mostInvariants, { error: `at most ${mostInvariants} invariants` })
    .prefault({})
    .meta({ description: 'What must still be so when the load has drained, such as a sum.', maxProperties: mostInvariants }),
});

/** The driver's settings, decided; `directory` is where paths of the configuration begin, absolute. */
export function decidePostgres(
  { url, pool, wait, prepare, setup, invariants }: PostgresSettingsGiven,
  _directory: string,
): PostgresSettings {
  return {
    url: url.trim(),
    pool,
    waitMs: wait ?? null,
    prepare,
    setup,
    invariants: Object.entries(invariants).map(([name, { sql, equals }]) => ({ name, sql, equals: String(equals) })),
  };
}

function readsEarlier(given: StatementGiven): boolean {
  return typeof given !== 'string' && (given.values ?? []).some((value) => typeof value === 'string' && /\{\{\s*read\./.test(value));
}
