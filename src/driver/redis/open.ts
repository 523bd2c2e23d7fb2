import type { RedisOperation } from '../../model/redis.ts';
import type { Driver } from '../../model/session.ts';
import { Deadlines } from '../deadlines.ts';
import { oversized, unanswered } from '../failure.ts';
import type { DriverParts } from '../parts.ts';
import { readAddress, wantsPort, type Address } from './address.ts';
import { compileOperation, countersOf } from './compile.ts';
import type { RedisFailure } from './failure.ts';
import { RedisSession, type Shared } from './session.ts';
import { setUp } from './setup.ts';

/** Setting up is waited for by whoever opens the engine. */
const longestSetupMs = 5_000;

/** Drives a Redis server; each user has a connection of its own. The server is set up by then: all engines are opened before the first load. */
export async function openRedis({ target, operations, settings, now }: DriverParts<RedisOperation>): Promise<Driver> {
  const { redis, timeoutMs, maxBodyBytes: maxBytes } = settings;
  const address = addressOf(redis?.url ?? '', target.url);
  const late = unanswered(timeoutMs);
  const tooLarge = oversized(maxBytes);
  const bounds = { timeoutMs: Math.min(timeoutMs, longestSetupMs), maxBytes, late, tooLarge };
  const prepare = (): Promise<RedisFailure | null> => setUp(address, redis?.setup ?? [], bounds);

  const counters = countersOf(operations);
  const measures = operations.some(({ spec }) => spec.hits);
  let unfit = await prepare();
  const deadlines = new Deadlines(timeoutMs, now);
  const sessions = new Set<RedisSession>();
  const shared: Shared = {
    operations: operations.map((operation) => compileOperation(operation, counters)),
    address,
    deadlines,
    late,
    tooLarge,
    maxBytes,
    measures,
    unfit: () => unfit,
    now,
    forget: (session) => sessions.delete(session),
  };
  return {
    measures: measures ? [{ name: 'hit', unit: 'share' }] : [],
    prepare: async () => {
      if (unfit !== null) unfit = await prepare();
    },
    openSession: (user) => {
      const session = new RedisSession(shared, user);
      sessions.add(session);
      return session;
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
      deadlines.close();
    },
  };
}

/** Where the configuration says; `${PORT}` is the port that the service was started on. */
function addressOf(url: string, target: string): Address {
  const port = wantsPort(url) && URL.canParse(target) ? Number(new URL(target).port) : 1;
  const address = readAddress(url, port);
  // It was looked at with the configuration.
  if (address === undefined) throw new Error('the address of Redis cannot be read');
  return address;
}
