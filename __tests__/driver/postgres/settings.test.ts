import * as z from 'zod';
import { describe, expect, it } from 'vitest';

import { postgresKind } from '../../../src/driver/postgres/operation-kind.ts';
import { decidePostgres, postgresSchema, postgresShape } from '../../../src/driver/postgres/settings.ts';

const url = 'postgres://app:secret@127.0.0.1:5432/shop';
const faults = (schema: z.ZodType, given: unknown): readonly string[] =>
  schema.safeParse(given).error?.issues.map(({ message }) => message) ?? [];

describe('the settings of the driver', () => {
  it('have defaults for all but the address', () => {
    expect(decidePostgres(postgresSchema.parse({ url }), '/')).toEqual({
      url,
      pool: 10,
      waitMs: null,
      prepare: true,
      setup: [],
      invariants: [],
    });
  });

  it('are decided as given', () => {
    const given = {
      url,
      pool: 5,
      wait: '2s',
      prepare: false,
      setup: ['SELECT 1'],
      invariants: { total: { sql: 'SELECT sum(x) FROM t', equals: 100 } },
    };
    expect(decidePostgres(postgresSchema.parse(given), '/')).toEqual({
      url,
      pool: 5,
      waitMs: 2_000,
      prepare: false,
      setup: ['SELECT 1'],
      invariants: [{ name: 'total', sql: 'SELECT sum(x) FROM t', equals: '100' }],
    });
  });

  it.each([
    'postgres://db.example.com/shop',
    'postgres://127.0.0.1/shop',
    'postgres://app@127.0.0.1:5432/shop?sslmode=require',
    'postgres://app@%2Fvar%2Frun/shop',
    'postgres://app@127.0.0.1:0/shop',
    'http://127.0.0.1:5432',
    '',
  ])('refuse %s', (address) => {
    expect(faults(postgresSchema, { url: address })).toEqual([expect.stringMatching(/^an address on this machine, such as postgres:/)]);
  });

  it.each([
    { pool: 0 },
    { pool: 1.5 },
    { wait: '5 days' },
    { setup: 'SELECT 1' },
    { setup: [''] },
    { invariants: { total: { sql: 'SELECT 1' } } },
    { invariants: { 'to tal': { sql: 'SELECT 1', equals: 1 } } },
    { prepare: 'yes' },
    { poll: 3 },
  ])('refuse %j', (given) => {
    expect(faults(postgresSchema, { url, ...given })).not.toEqual([]);
  });

  it('are told to editors with a description of each key', () => {
    const { properties } = z.toJSONSchema(postgresSchema, { io: 'input' });
    expect(Object.keys(properties ?? {})).toEqual(['url', 'pool', 'wait', 'prepare', 'setup', 'invariants']);
    for (const property of [
      ...Object.values(properties ?? {}),
      ...Object.values(z.toJSONSchema(z.object(postgresShape), { io: 'input' }).properties ?? {}),
    ]) {
      expect((property as { description?: string }).description).toMatch(/^[A-Z$].{10,150}\.$/);
    }
  });
});

describe('an operation', () => {
  const operation = z.strictObject(postgresShape);

  it('is one statement, with values or without', () => {
    for (const sql of ['SELECT 1', { sql: 'SELECT $1', values: ['{{key}}', 2, true] }]) expect(faults(operation, { sql })).toEqual([]);
    expect(decide({ sql: { sql: 'SELECT $1', values: ['{{key}}', 2, true] } })).toEqual({
      driver: 'postgres',
      statements: [{ sql: 'SELECT $1', values: ['{{key}}', '2', 'true'] }],
      transaction: null,
      expect: { json: [] },
    });
  });

  it('is a transaction, read committed unless it says otherwise', () => {
    const transaction = ['SELECT 1', { sql: 'SELECT $1', values: ['{{read.x+1}}'] }];
    expect(faults(operation, { transaction })).toEqual([]);
    expect(decide({ transaction })).toMatchObject({ transaction: { isolation: 'read committed' }, statements: [{ sql: 'SELECT 1' }, {}] });
    expect(decide({ sql: 'SELECT 1', isolation: 'serializable' })).toMatchObject({
      transaction: { isolation: 'serializable' },
      statements: [{}],
    });
  });

  it.each([
    [{ sql: "SELECT '{{key}}'" }, /without templates/],
    [{ sql: '  ' }, /one SQL statement/],
    [{ sql: 'BEGIN' }, /begins or ends a transaction/],
    [{ transaction: ['SELECT 1', ' commit '] }, /begins or ends a transaction/],
    [{ transaction: ['SELECT 1', 'ROLLBACK'] }, /begins or ends a transaction/],
    [{ transaction: [] }, /at least one statement/],
    [{ transaction: [{ sql: 'SELECT $1', values: ['{{read.x}}'] }] }, /after a statement that gives rows/],
    [{ sql: { sql: 'SELECT $1', values: ['{{read.x}}'] } }, /only in a transaction/],
    [{ isolation: 'snapshot' }, /read committed, repeatable read or serializable/],
  ])('is refused as %j', (given, expected) => {
    expect(faults(operation, given).join('; ')).toMatch(expected);
  });

  it('may go back to a savepoint of its own', () => {
    expect(faults(operation, { transaction: ['SAVEPOINT a', 'ROLLBACK TO a', 'ROLLBACK TO SAVEPOINT a'] })).toEqual([]);
  });

  function decide(given: object): unknown {
    return postgresKind.decide({
      weight: 1,
      expect: { status: [], json: {}, code: [] },
      headers: {},
      ...operation.parse(given),
    });
  }
});
