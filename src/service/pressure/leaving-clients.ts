import { setMaxListeners } from 'node:events';
import type { World } from '../../world.ts';
import { applied, type Applied } from './pressed.ts';
import { holdSockets } from './sockets.ts';

const beatMs = 20;
/** Clients that have come and not yet left; more than these do not come. */
const mostAtOnce = 1_000;

/** Opens so many clients a second that ask, and leave `afterMs` later without a word, answered or not. */
export function openLeavingClients(
  { perSecond, afterMs }: { readonly perSecond: number; readonly afterMs: number },
  url: string,
  request: () => string,
  world: World,
): Applied {
  const sockets = holdSockets(url);
  const over = new AbortController();
  // Whoever stays listens to it; that is no leak.
  setMaxListeners(0, over.signal);
  const beganMs = world.now();
  let came = 0;
  const come = (): void => {
    came += 1;
    if (sockets.count() >= mostAtOnce) return;
    const socket = sockets.open();
    socket.resume(); // what it answers in time is thrown away
    socket.write(request(), 'utf8', () => {
      void world.sleep(afterMs, over.signal).then(() => socket.destroy());
    });
  };
  const timer = world.every(beatMs, () => {
    const due = Math.floor(((world.now() - beganMs) / 1_000) * perSecond);
    // After a pause of ours those that missed their time do not come all at once.
    came = Math.max(came, due - Math.ceil(perSecond / 10));
    for (let missing = due - came; missing > 0; missing--) come();
  });
  return applied(`${perSecond} clients a second that leave before they are answered`, async () => {
    timer[Symbol.dispose]();
    over.abort();
    await sockets.close();
  });
}
