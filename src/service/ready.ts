import type { World } from '../world.ts';
import type { Launched } from './launch.ts';
import { probe } from './probe.ts';
import type { Readiness } from './settings.ts';

/** How waiting for a service ended. */
export type Waiting =
  | { readonly kind: 'ready'; readonly atMs: number }
  | { readonly kind: 'ended' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'late'; readonly waitedFor: string; readonly last: string };

const tryMs = 2_000;

/** Waits until a service is ready, has ended, or the deadline has passed; `process` is null for one that we did not start. */
export async function awaitReady(
  ready: Readiness,
  url: string,
  launched: Launched | null,
  deadlineMs: number,
  world: World,
): Promise<Waiting> {
  const began = world.now();
  const leftMs = (): number => began + deadlineMs - world.now();
  const cut = AbortSignal.any(launched === null ? [world.interrupted] : [world.interrupted, launched.over]);
  const broken = (): Waiting | null => {
    if (world.interrupted.aborted) return { kind: 'interrupted' };
    return launched?.over.aborted === true ? { kind: 'ended' } : null;
  };

  if (ready.kind === 'log' && launched !== null) {
    const timer = new AbortController();
    const found = launched.output.found.then((): Waiting => ({ kind: 'ready', atMs: world.now() }));
    const late = world
      .sleep(deadlineMs, AbortSignal.any([cut, timer.signal]))
      .then((): Waiting => broken() ?? { kind: 'late', waitedFor: `it never printed ${JSON.stringify(ready.text)}`, last: 'see below' });
    const first = await Promise.race([found, late]);
    timer.abort();
    return first;
  }

  // A log that we cannot read is no sign of readiness: then any answer at the root must do.
  const path = ready.kind === 'url' ? ready.path : '/';
  for (let last = 'not asked yet'; ;) {
    const left = leftMs();
    if (left <= 0) return { kind: 'late', waitedFor: `GET ${url}${path} gave no answer below 500`, last };
    const answer = await probe(`${url}${path}`, Math.ceil(Math.min(tryMs, left)), world);
    const atMs = world.now();
    const end = broken();
    if (end !== null) return end;
    if (answer.ready) return { kind: 'ready', atMs };
    last = answer.what;
    // Often at first, so that the start-up time is exact; seldom later, so that a slow start is not disturbed.
    await world.sleep(Math.min(deadlineMs - leftMs() < 2_000 ? 10 : 100, Math.max(0, leftMs())), cut);
    const ended = broken();
    if (ended !== null) return ended;
  }
}
