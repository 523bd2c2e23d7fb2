import { noAddress } from '../model/target.ts';
import type { RunningService } from './running.ts';

/** What stands in for a service where operations need none: nothing that could be reached, watched or ended. */
export function standAlone(): RunningService {
  return {
    target: { url: noAddress },
    pid: null,
    readyMs: 0,
    ending: () => null,
    ended: new Promise(() => undefined),
    lookAlive: () => Promise.resolve(),
    output: () => [],
    stop: () => Promise.resolve(null),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
