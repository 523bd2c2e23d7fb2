import { afterAll, describe, expect, it } from 'vitest';

import { readAddress } from '../../../src/driver/postgres/address.ts';
import { checkInvariants } from '../../../src/driver/postgres/check-invariants.ts';
import { openTestDatabase } from '../../support/postgres.ts';

const database = await openTestDatabase();
const address = readAddress(`${database.url}?application_name=invariants`, 0);
if (address === undefined) throw new Error('no address');
await database.run('CREATE TABLE t (x numeric(9,2))', 'INSERT INTO t VALUES (60), (40)');
afterAll(() => database[Symbol.asyncDispose]());

const invariant = (name: string, sql: string, equals: string): { name: string; sql: string; equals: string } => ({ name, sql, equals });

describe('invariants', () => {
  it('hold or not, with what was found', async () => {
    const seen = await checkInvariants(
      address,
      [
        invariant('total', 'SELECT sum(x) FROM t', '100'),
        invariant('rows', 'SELECT count(*) FROM t', '3'),
        invariant('flag', 'SELECT bool_and(x > 0) FROM t', 'true'),
        invariant('none', 'SELECT x FROM t WHERE x > 100', '1'),
        invariant('nothing', 'SELECT NULL', '0'),
        invariant('wrong', 'SELECT y FROM t', '1'),
        invariant('after', "SELECT 'it\nis'", 'it is'),
      ],
      5_000,
    );
    expect(seen.map((one) => [one.name, one.kind === 'seen' ? (one.holds ? 'holds' : one.found) : one.why])).toEqual([
      ['total', 'holds'],
      ['rows', '2'],
      ['flag', 'holds'],
      ['none', 'no row'],
      ['nothing', 'null'],
      ['wrong', '42703 column "y" does not exist'],
      ['after', 'it is'],
    ]);
    await expect.poll(() => database.run("SELECT pid FROM pg_stat_activity WHERE application_name = 'invariants'")).toEqual([]);
  });

  it('that take too long, or cannot be asked, are unseen', async () => {
    const slow = await checkInvariants(address, [invariant('slow', 'SELECT pg_sleep(30)', ''), invariant('next', 'SELECT 1', '1')], 200);
    expect(slow).toMatchObject([
      { kind: 'unseen', name: 'slow', why: expect.stringContaining('lost') as unknown },
      { kind: 'unseen', name: 'next' },
    ]);
    const nobody = { ...address, port: 1 };
    expect(await checkInvariants(nobody, [invariant('any', 'SELECT 1', '1')], 500)).toMatchObject([
      { kind: 'unseen', why: expect.stringContaining('connection refused') as unknown },
    ]);
  });
});
