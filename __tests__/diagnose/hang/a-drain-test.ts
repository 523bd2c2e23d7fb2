import type { DrainTest } from '../../../src/model/drain-test.ts';

/** A service of twenty users that has stopped answering and burns no CPU, while `/health` answers; the rest as given. */
export function drainTest(given: Partial<DrainTest> & { readonly answeredMs?: number | null } = {}): DrainTest {
  const { answeredMs = 3, ...rest } = given;
  return {
    silentMs: 4_100,
    answered: 300,
    flights: [{ operation: 'list', count: 20, oldestMs: 4_200, answered: 300 }],
    waitedMs: 2_700,
    drained: 0,
    left: 20,
    probe: { path: '/health', answeredMs },
    runnable: 0.01,
    switchesPerSecond: 3,
    idleSwitchesPerSecond: 2,
    threads: ['1 × node asleep in epoll_wait'],
    stack: ['settle (shop.js:9:3)'],
    ...rest,
  };
}
