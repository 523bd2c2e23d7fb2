import type { Timeline } from '../../world.ts';
import type { Clock } from '../alarm.ts';

/** A clock in made-up time: nobody sleeps there, so nobody is late. */
export function virtualClock(time: Timeline): Clock {
  return {
    waitedMs: 0,
    hiccups: () => [],
    alarm: (ring) => {
      let version = 0;
      return {
        set: (atMs) => {
          const mine = (version += 1);
          if (atMs === Number.POSITIVE_INFINITY) return;
          time.at(atMs, () => {
            if (mine !== version) return;
            ring(time.now());
            time.stir();
          });
        },
        [Symbol.dispose]: () => {
          version += 1;
        },
      };
    },
  };
}
