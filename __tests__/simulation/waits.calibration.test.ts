import { describe, expect, it } from 'vitest';
import { waitOf } from '../../bench/simulated/erlang-c.ts';
import { openChance } from '../../src/stats/chance.ts';
import { aService } from './a-service.ts';

const serviceMs = 10;
const arrivals = 500_000;

/** The mean wait for a connection of a pool, or for a server: both are the line of an M/M/c queue. */
async function meanWaitMs(servers: number, busy: number, at: 'pool' | 'servers'): Promise<number> {
  const asked = aService(at === 'pool' ? { servers: 10_000, pool: servers } : { servers }, {
    timeMs: serviceMs,
    spread: 'exponential',
    pooled: at === 'pool',
  });
  const chance = openChance(11, servers);
  const gapMs = serviceMs / (busy * servers);
  const { service, time } = asked;
  let [left, waitedMs, insideMs, sinceMs] = [arrivals, 0, 0, 0];
  // By Little's law the mean time inside is the mean number inside by the rate.
  const count = (): void => {
    insideMs += service.inside * (time.now() - sinceMs);
    sinceMs = time.now();
  };
  const arrive = (): void => {
    count();
    asked.ask('', {
      hear(this: { arrivedMs: number; pooledMs: number }) {
        waitedMs += this.pooledMs - this.arrivedMs;
        // It has just left.
        insideMs += time.now() - sinceMs;
        count();
      },
    });
    left -= 1;
    if (left > 0) time.at(time.now() - gapMs * Math.log(1 - chance.unit()), arrive);
  };
  time.at(0, arrive);
  await time.sleep(gapMs * arrivals * 1.1);
  return at === 'pool' ? waitedMs / arrivals : insideMs / arrivals - serviceMs;
}

describe('a simulated service', () => {
  it.each([
    { servers: 1, busy: 0.7, at: 'pool' },
    { servers: 4, busy: 0.8, at: 'pool' },
    { servers: 4, busy: 0.8, at: 'servers' },
  ] as const)('lets wait as Erlang’s formula says: $servers servers, $busy busy, at the $at', async ({ servers, busy, at }) => {
    const theoryMs = serviceMs * waitOf(servers, busy * servers);
    const seenMs = await meanWaitMs(servers, busy, at);
    expect(Math.abs(seenMs / theoryMs - 1)).toBeLessThan(0.02);
  });
});
