import { openRedis } from '../../../src/driver/redis/open.ts';
import { redisKind } from '../../../src/driver/redis/operation-kind.ts';
import type { DriverSettings } from '../../../src/model/driver-settings.ts';
import type { Operation, OperationMeaning } from '../../../src/model/operation.ts';
import type { RedisOperation } from '../../../src/model/redis.ts';
import type { Driver } from '../../../src/model/session.ts';
import { nowhere } from '../../../src/model/surroundings.ts';
import type { RedisGiven } from '../../../src/driver/redis/given.ts';
import { driverSettings, now } from '../../support/driving.ts';

/** An operation as a configuration would give it. */
export function redisOperation(
  given: RedisGiven,
  {
    json = {},
    meaning = {},
  }: { readonly json?: Readonly<Record<string, string | number | null>>; readonly meaning?: OperationMeaning } = {},
): Operation<RedisOperation> {
  const spec = redisKind.decide({ ...given, headers: {}, weight: 1, expect: { status: [], json, code: [] } });
  if (spec.driver !== 'redis') throw new Error('not of Redis');
  return { name: 'it', weight: 1, spec, meaning };
}

/** The driver, opened on a server, which it has set up where that is asked for. */
export async function openRedisAt(
  url: string,
  operations: readonly Operation<RedisOperation>[],
  settings: Partial<DriverSettings> & { readonly setup?: readonly (readonly string[])[] } = {},
): Promise<Driver> {
  const { setup = [], ...rest } = settings;
  const driver = openRedis({
    target: { url: 'tcp://127.0.0.1:1' },
    operations,
    settings: driverSettings({ redis: { url, setup }, ...rest }),
    surroundings: nowhere,
    now,
    onProcesses: () => undefined,
  });
  if (setup.length > 0) await driver.reach?.(0, true);
  return driver;
}
