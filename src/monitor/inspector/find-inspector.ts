import type { World } from '../../world.ts';
import { askInspectorUrl } from './inspector-url.ts';
import { loopbackListeners, type Listener } from './loopback-listeners.ts';
import { wasToldToInspect } from './node-process.ts';

/** Each one asked may be the service itself, for which our question is a request like any other. */
const mostAsked = 4;
/** It answers in a thread of its own, however busy the program is. */
const answerMs = 300;

/**
 * The address of the inspector that a Node process was told to open; null when none is. Listeners are asked in the order in which they
 * were opened, in which an inspector named on the command line is the first; those on the ports of `except` never.
 */
export async function findInspector(pid: number, except: readonly number[], ms: number, world: World): Promise<string | null> {
  if (!wasToldToInspect(pid)) return null;
  const listeners = loopbackListeners(pid).filter(({ port }) => !except.includes(port));
  return askEach(listeners.slice(0, mostAsked), ms, world);
}

/** The first of some listeners that is an inspector; null when none is, or none says so within `ms`. */
export async function askEach(listeners: readonly Listener[], ms: number, world: World): Promise<string | null> {
  const untilMs = world.now() + ms;
  for (const listener of listeners) {
    const leftMs = Math.min(answerMs, untilMs - world.now());
    const url = leftMs <= 0 ? null : await askInspectorUrl(listener, leftMs, world);
    if (url !== null) return url;
  }
  return null;
}
