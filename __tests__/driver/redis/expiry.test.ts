import { expect, it } from 'vitest';

import { expiryOf } from '../../../src/driver/expiry.ts';
import { operation } from '../../support/operations.ts';
import { redisOperation } from './a-driver.ts';

it.each([
  ['SET k v PX 300', 300],
  ['set k v nx ex 2', 2_000],
  ['SET k PX', null],
  ['SET PX 300', null],
  ['SETEX k 3 v', 3_000],
  ['PSETEX k 40 v', 40],
  ['EXPIRE k 5', 5_000],
  ['PEXPIRE k 5 NX', 5],
  ['GETEX k PX 70', 70],
  ['SET k v EX {{n}}', null],
  ['SET k v EXAT 5', null],
  ['GET k', null],
])('what %s writes lives %s ms', (redis, ms) => expect(expiryOf(redisOperation({ redis }))).toBe(ms));

it('of several commands the shortest life counts, and of other drivers none is known', () => {
  expect(expiryOf(redisOperation({ pipeline: ['SET a 1', 'EXPIRE a 9', 'SET b 1 EX 4'] }))).toBe(4_000);
  expect(expiryOf(operation('set', { path: '/SET/k/v/PX/300' }))).toBeNull();
});
