import type { World } from '../world.ts';

/** Waits for a promise to settle, but no longer than `ms`; tells whether it did. Leaves no timer behind, which would keep us alive. */
export async function within(ms: number, promise: Promise<unknown>, world: World): Promise<boolean> {
  const timer = new AbortController();
  const settled = promise.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([settled, world.sleep(ms, timer.signal).then(() => false)]);
  timer.abort();
  return inTime;
}
