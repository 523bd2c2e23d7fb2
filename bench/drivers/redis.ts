import { Redis } from 'ioredis';
import { startRedis } from '../../__tests__/support/redis.ts';
import { openRedis } from '../../src/driver/redis/open.ts';
import { callerOf, compareCalls, type Table, type Wish } from './compare-calls.ts';
import { partsOf } from './parts.ts';

/** `GET`, by the bare client, and by the driver. */
export async function bench(wish: Wish): Promise<Table> {
  await using server = await startRedis();
  const client = new Redis(server.url);
  await client.set('key', 'value');
  const spec = { driver: 'redis', commands: [['GET', 'key']], mode: 'single', lua: null, hits: false, expect: { json: [] } } as const;
  const driver = openRedis(partsOf(spec, { redis: { url: server.url, setup: [] } }, `tcp://${new URL(server.url).host}`));
  try {
    return await compareCalls(
      'redis: GET by one user (bare: ioredis)',
      { ...wish, calls: 5 * wish.calls },
      () => client.get('key'),
      callerOf(driver),
    );
  } finally {
    await driver.close();
    client.disconnect();
  }
}
