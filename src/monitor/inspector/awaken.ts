import type { World } from '../../world.ts';
import { askEach } from './find-inspector.ts';
import { loopbackListeners } from './loopback-listeners.ts';
import { catchesSigusr1, isNode } from './node-process.ts';

const lookMs = 10;
const mostAsked = 3;

/** Asks a Node process by SIGUSR1 to open its inspector, and waits for it; its address, null when none opens. Only sockets that are new are asked. */
export async function awaken(pid: number, ms: number, world: World): Promise<string | null> {
  const key = ({ host, port }: { readonly host: string; readonly port: number }): string => `${host}:${port}`;
  // How often each was asked; one just opened may be too busy to answer the first time, what is no inspector is let alone.
  const asked = new Map(loopbackListeners(pid).map((listener) => [key(listener), mostAsked]));
  if (!signal(pid)) return null;
  const untilMs = world.now() + ms;
  while (world.now() < untilMs && !world.interrupted.aborted) {
    await world.sleep(lookMs, world.interrupted);
    const opened = loopbackListeners(pid).filter((listener) => (asked.get(key(listener)) ?? 0) < mostAsked);
    const url = await askEach(opened, untilMs - world.now(), world);
    if (url !== null) return url;
    for (const listener of opened) asked.set(key(listener), (asked.get(key(listener)) ?? 0) + 1);
  }
  return null;
}

/** Sends the signal if it cannot kill: looked at as late as possible. */
function signal(pid: number): boolean {
  if (!isNode(pid) || !catchesSigusr1(pid)) return false;
  try {
    return process.kill(pid, 'SIGUSR1');
  } catch {
    return false; // it ended, or is not ours
  }
}
