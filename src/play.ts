import { openSessions } from './driver/simulated/open-sessions.ts';
import { isSimulated } from './driver/traits.ts';
import type { Hand } from './load/hand.ts';
import { virtualClock } from './load/clock/virtual.ts';
import type { Opening } from './load/opening.ts';
import type { ThreadShares } from './load/recording.ts';
import { runLoad } from './load/run.ts';
import type { SimulatedService } from './simulation/service.ts';
import type { Timeline, World } from './world.ts';

/** The load engine takes no time of its own where time is made up. */
const noTime: ThreadShares = { utilisation: 0, cpuShare: null, runQueueShare: null, cpuMs: 0 };

/** An engine in the calling thread, on a service that does not exist: what takes place between them is over before anybody else has a turn. */
export function playHere(
  service: SimulatedService,
  { operations, driver: { timeoutMs, simulated } }: Opening,
  time: Timeline,
  world: World,
): Hand {
  const own = operations.filter(isSimulated);
  const driver = openSessions({ service, operations: own, hasPool: (simulated?.pool ?? null) !== null, timeoutMs, time });
  const clock = virtualClock(time);
  return {
    run: (scenario, share, { signal, finish, warm, record, calls, onProgress, onBlock }) =>
      runLoad(scenario, {
        operations: own.map(({ name }) => name),
        measures: driver.measures,
        meanings: own.map(({ meaning }) => meaning),
        record,
        calls,
        salt: record ? world.seed() : 0,
        openSession: (user) => driver.openSession(user),
        world,
        clock,
        watchThread: () => () => noTime,
        share,
        timeoutMs,
        signal,
        ...(finish === undefined ? {} : { finish }),
        ...(warm === undefined ? {} : { warm }),
        onProgress,
        onBlock,
      }),
    readyingMs: () => 0,
    processes: () => none,
    [Symbol.asyncDispose]: () => driver.close(),
  };
}

const none: readonly number[] = [];
