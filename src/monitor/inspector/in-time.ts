import type { World } from '../../world.ts';

/** Waits for a promise, but no longer than `ms` and not after we are asked to stop; null when it is late or fails. Leaves no timer behind. */
export async function inTime<T>(ms: number, promise: Promise<T>, world: World): Promise<T | null> {
  const settled = new AbortController();
  const late = world.sleep(ms, AbortSignal.any([settled.signal, world.interrupted])).then(() => null);
  const first = await Promise.race([promise.catch(() => null), late]);
  settled.abort();
  return first;
}
