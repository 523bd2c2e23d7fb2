import { afterAll, expect, it } from 'vitest';

import { openInvariants } from '../../src/phases/invariants.ts';
import { readAddress } from '../../src/driver/postgres/address.ts';
import { checkInvariants } from '../../src/driver/postgres/check-invariants.ts';
import type { Finding } from '../../src/model/finding.ts';
import { realWorld } from '../../src/world.ts';
import { openTestDatabase } from '../support/postgres.ts';

const database = await openTestDatabase();
await database.run(
  'CREATE TABLE accounts (id int PRIMARY KEY, balance int)',
  'INSERT INTO accounts SELECT n, 10 FROM generate_series(1, 10) n',
);
afterAll(() => database[Symbol.asyncDispose]());

const world = realWorld('', new AbortController().signal);
/** A rig that looks as the engine does. */
function declare(
  sql: string,
  equals: string,
): { readonly look: (after: string, replay: string) => Promise<void>; readonly findings: () => readonly Finding[] } {
  const address = readAddress(database.url, 0);
  if (address === undefined) throw new Error('no address');
  const invariants = openInvariants(world);
  const rig = { lookAtInvariants: () => checkInvariants(address, [{ name: 'money', sql, equals }], 5_000) };
  return { look: (after, replay) => invariants.look(rig, after, replay), findings: () => invariants.findings() };
}

it('an invariant holds until it is broken, and stays broken', async () => {
  const invariants = declare('SELECT sum(balance) FROM accounts', '100');
  expect(invariants.findings()).toEqual([]);
  await invariants.look('the reference load', 'replay 1');
  expect(invariants.findings()).toMatchObject([
    { id: 'invariant.money', kind: 'held', sentence: 'money is 100 after the reference load', measured: 100, limit: 100 },
  ]);
  await database.run('UPDATE accounts SET balance = 8 WHERE id = 3');
  await invariants.look('all loads', 'replay 2');
  await database.run('UPDATE accounts SET balance = 10 WHERE id = 3');
  await invariants.look('nothing at all', 'replay 3');
  expect(invariants.findings()).toMatchObject([
    {
      id: 'invariant.money',
      kind: 'broken',
      sentence: 'money is 98 after all loads, and must be 100',
      measured: 98,
      limit: 100,
      replay: 'replay 2',
    },
  ]);
});

it('what comes right a moment later is not broken', async () => {
  const invariants = declare('SELECT count(*) FROM accounts WHERE id = 99', '1');
  const looking = invariants.look('the reference load', 'replay');
  setTimeout(() => void database.run('INSERT INTO accounts VALUES (99, 0)'), 300);
  await looking;
  expect(invariants.findings()).toMatchObject([{ kind: 'held' }]);
});

it('what cannot be asked is a doubt, and says why', async () => {
  const invariants = declare('SELECT sum(gold) FROM accounts', '100');
  await invariants.look('the reference load', 'replay');
  expect(invariants.findings()).toMatchObject([
    {
      id: 'invariant.money',
      kind: 'inconclusive',
      sentence: 'Whether money is 100 after the reference load could not be seen: 42703 column "gold" does not exist.',
    },
  ]);
});
