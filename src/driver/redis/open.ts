import type { RedisOperation } from '../../model/redis.ts';
import type { Driver } from '../../model/session.ts';
import { Deadlines } from '../deadlines.ts';
import { oversized, unanswered } from '../failure.ts';
import type { DriverParts } from '../parts.ts';
import { notSetUp, reach, saySetup, type Refusal } from '../reach.ts';
import { readAddress, wantsPort, type Address } from './address.ts';
import { logIn, setUp } from './beside-load.ts';
import { compileOperation, countersOf } from './compile.ts';
import type { RedisFailure } from './failure.ts';
import { RedisSession, type Shared } from './session.ts';

/** Setting up is waited for by whoever opens the engine. */
const longestSetupMs = 5_000;

/** Drives a Redis server; each user has a connection of its own. */
export function openRedis({ target, operations, settings, now }: DriverParts<RedisOperation>): Driver {
  const { redis, timeoutMs, maxBodyBytes: maxBytes } = settings;
  const address = addressOf(redis?.url ?? '', target.url);
  const late = unanswered(timeoutMs);
  const tooLarge = oversized(maxBytes);
  const bounds = { timeoutMs: Math.min(timeoutMs, longestSetupMs), maxBytes, late, tooLarge };

  const counters = countersOf(operations);
  const measures = operations.some(({ spec }) => spec.hits);
  /** Only whoever asks to be let in sets up: sessions that are held beside one another have a driver each. */
  let isDue = false;
  let unfit: RedisFailure | null = null;
  const setUpIfDue = async (): Promise<void> => {
    if (!isDue) return;
    unfit = await setUp(address, redis?.setup ?? [], bounds);
    isDue = unfit !== null;
  };
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
    unfit: () => (unfit === null ? null : { ...unfit, detail: saySetup(unfit.detail) }),
    now,
    forget: (session) => sessions.delete(session),
  };
  return {
    measures: measures ? [{ name: 'hit', unit: 'share' }] : [],
    reach: async (patienceMs) => {
      const asked = { ...address, server: 'Redis', section: 'redis', database: String(address.database) };
      const unreached = await reach(asked, patienceMs, async () => refusalOf(await logIn(address, bounds)));
      isDue = true;
      await setUpIfDue();
      return unreached ?? (unfit === null ? null : notSetUp(asked, unfit.detail));
    },
    prepare: setUpIfDue,
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

function refusalOf(failure: RedisFailure | null): Refusal | null {
  if (failure === null) return null;
  return { lacks: failure.lacks ?? 'address', why: failure.detail, mayPass: failure.lacks === undefined };
}

/** Where the configuration says; `${PORT}` is the port that the service was started on. */
function addressOf(url: string, target: string): Address {
  const port = wantsPort(url) && URL.canParse(target) ? Number(new URL(target).port) : 1;
  const address = readAddress(url, port);
  // It was looked at with the configuration.
  if (address === undefined) throw new Error('the address of Redis cannot be read');
  return address;
}
