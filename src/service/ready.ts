import type { Trust } from '../model/trust.ts';
import type { World } from '../world.ts';
import type { Launched } from './launch.ts';
import { isListening } from './port.ts';
import { probe } from './probe.ts';
import type { ServiceSettings } from './settings.ts';

/** How waiting for a service came to its end. `cut-short`: the service ended, or we were asked to stop. */
export type Waiting =
  | { readonly kind: 'ready'; readonly atMs: number }
  | { readonly kind: 'cut-short' }
  | { readonly kind: 'late'; readonly waitedFor: string; readonly last: string };

const tryMs = 2_000;

/** Waits until a service is ready, has ended, or the deadline has passed; `launched` is null for one that we did not start. */
export function awaitReady(
  { ready, deadlineMs, trust }: Pick<ServiceSettings, 'ready' | 'deadlineMs' | 'trust'>,
  url: string,
  launched: Launched | null,
  world: World,
): Promise<Waiting> {
  const cut = AbortSignal.any(launched === null ? [world.interrupted] : [world.interrupted, launched.over]);
  if (ready.kind === 'port') return awaitPort(url, deadlineMs, cut, world);
  if (ready.kind === 'log' && launched !== null) return awaitLine(ready.text, launched, deadlineMs, cut, world);
  // Of a service that is not ours we see no log: then any answer at the root must do.
  return awaitAnswer(`${url}${ready.kind === 'url' ? ready.path : '/'}`, trust, deadlineMs, cut, world);
}

async function awaitLine(text: string, { output }: Launched, deadlineMs: number, cut: AbortSignal, world: World): Promise<Waiting> {
  const timer = new AbortController();
  const found = output.found.then((): Waiting => ({ kind: 'ready', atMs: world.now() }));
  const late = world.sleep(deadlineMs, AbortSignal.any([cut, timer.signal])).then((): Waiting => {
    if (cut.aborted) return { kind: 'cut-short' };
    return { kind: 'late', waitedFor: `it never printed ${JSON.stringify(text)}`, last: output.lines().at(-1) ?? 'nothing' };
  });
  const first = await Promise.race([found, late]);
  timer.abort();
  return first;
}

async function awaitPort(url: string, deadlineMs: number, cut: AbortSignal, world: World): Promise<Waiting> {
  const began = world.now();
  while (!cut.aborted) {
    const leftMs = deadlineMs - (world.now() - began);
    if (leftMs <= 0) return { kind: 'late', waitedFor: `nobody listened at ${url}`, last: 'no connection' };
    if (await isListening(url)) return { kind: 'ready', atMs: world.now() };
    await world.sleep(Math.min(10, leftMs), cut);
  }
  return { kind: 'cut-short' };
}

async function awaitAnswer(url: string, trust: Trust, deadlineMs: number, cut: AbortSignal, world: World): Promise<Waiting> {
  const began = world.now();
  let last = 'not asked';
  while (!cut.aborted) {
    const elapsedMs = world.now() - began;
    const leftMs = deadlineMs - elapsedMs;
    if (leftMs <= 0) return { kind: 'late', waitedFor: `GET ${url} gave no answer below 500`, last };
    const patienceMs = Math.min(tryMs, leftMs);
    const answer = await probe(url, trust, patienceMs, cut, world);
    if (answer.kind === 'ready') return { kind: 'ready', atMs: world.now() };
    if (answer.kind === 'not-ready') last = answer.what;
    // The last try before the deadline may have had no time to be answered: that says nothing.
    if (answer.kind === 'silence' && patienceMs >= 100) last = `no answer within ${Math.round(patienceMs)} ms`;
    // Often at first, so that the start-up time is exact; seldom later, so that a slow start is not disturbed.
    await world.sleep(Math.min(elapsedMs < 2_000 ? 10 : 100, leftMs), cut);
  }
  return { kind: 'cut-short' };
}
