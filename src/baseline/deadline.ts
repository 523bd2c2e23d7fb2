import type { World } from '../world.ts';

/** What became of something that was waited for, but not for ever. */
export type Waited<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late' };

/** Waits at most `ms`, and no longer than until we are asked to stop. What is still going on then is left alone. */
export async function waitAtMost<T>(work: Promise<T>, ms: number, world: World): Promise<Waited<T>> {
  const settled = new AbortController();
  const outcome = work.then(
    (value): Waited<T> => ({ kind: 'done', value }),
    (error: unknown): Waited<T> => ({ kind: 'failed', error }),
  );
  const late = world.sleep(ms, AbortSignal.any([settled.signal, world.interrupted])).then((): Waited<T> => ({ kind: 'late' }));
  const first = await Promise.race([outcome, late]);
  settled.abort();
  return first;
}
