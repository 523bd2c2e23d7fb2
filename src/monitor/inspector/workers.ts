import type { World } from '../../world.ts';
import { toText, type Fields } from './fields.ts';
import { openSession, type Session } from './session.ts';
import type { Wire } from './wire.ts';

/** A pool larger than this is looked at in part. */
const mostWorkers = 64;

/** The worker threads of a process, each with a heap of its own that the main thread does not count. */
export interface Workers {
  /** Those that live now. */
  sessions(): readonly Session[];
}

interface Worker {
  readonly session: Session;
  readonly ended: AbortController;
  hear(text: string): void;
}

/** Attaches to the worker threads that a process has and will have: their messages travel inside those of the main thread. */
export async function openWorkers(main: Session, world: World, ms: number): Promise<Workers> {
  const workers = new Map<string, Worker>();
  main.on('NodeWorker.attachedToWorker', (params) => {
    if (workers.size < mostWorkers) workers.set(idOf(params), openWorker(main, idOf(params), world, ms));
  });
  main.on('NodeWorker.receivedMessageFromWorker', (params) => workers.get(idOf(params))?.hear(toText(params['message'])));
  main.on('NodeWorker.detachedFromWorker', (params) => {
    workers.get(idOf(params))?.ended.abort();
    workers.delete(idOf(params));
  });
  await main.call('NodeWorker.enable', { waitForDebuggerOnStart: false }, ms);
  return { sessions: () => [...workers.values()].map(({ session }) => session) };
}

function openWorker(main: Session, sessionId: string, world: World, ms: number): Worker {
  const ended = new AbortController();
  let listener: ((text: string) => void) | undefined;
  const wire: Wire = {
    send: (message) => void main.call('NodeWorker.sendMessageToWorker', { sessionId, message }, ms),
    hear: (given) => {
      listener = given;
    },
    closed: AbortSignal.any([ended.signal, main.closed]),
  };
  return { session: openSession(wire, world), ended, hear: (text) => listener?.(text) };
}

function idOf(params: Fields): string {
  return toText(params['sessionId']);
}
