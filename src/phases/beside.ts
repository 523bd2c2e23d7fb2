import type { Beside } from '../model/run.ts';
import { ownersOf } from '../monitor/owners.ts';
import { summarise } from '../monitor/summarise.ts';
import { watch } from '../monitor/watch.ts';
import type { Watched } from '../service/settings.ts';
import type { World } from '../world.ts';

/** Other programs of this machine that are watched while the service is loaded. */
export interface Neighbours extends Disposable {
  /** What each used between two moments; nothing for one that was not found, or may not be looked into. */
  used(fromMs: number, toMs: number): readonly Beside[];
  costMs(): number;
}

/** Watches those that were asked for, each found by the port it listens on. */
export function watchBeside(wanted: readonly Watched[], world: World): Neighbours {
  const found = wanted.flatMap(({ name, port }) => {
    const [pid] = ownersOf(port);
    return pid === undefined ? [] : [{ name, monitor: watch(pid, world) }];
  });
  return {
    used: (fromMs, toMs) =>
      found.flatMap(({ name, monitor }) => {
        const use = summarise(monitor.readings(), monitor.surveys(), fromMs, toMs);
        return use === null ? [] : [{ name, use }];
      }),
    costMs: () => found.reduce((sum, { monitor }) => sum + monitor.costMs(), 0),
    [Symbol.dispose]: () => {
      for (const { monitor } of found) monitor[Symbol.dispose]();
    },
  };
}
