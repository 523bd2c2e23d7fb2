import type { World } from '../../world.ts';
import type { Fields } from './fields.ts';
import { inTime } from './in-time.ts';
import { parseMessage } from './message.ts';
import type { Wire } from './wire.ts';

/** A conversation with the inspector of one JavaScript thread. */
export interface Session {
  /** Null when it is refused, not answered within `ms`, or nobody is there any more. */
  call(method: string, params: Fields, ms: number): Promise<Fields | null>;
  /** From now on calls back on each event of that name. */
  on(event: string, listener: (params: Fields) => void): void;
  /** Aborts when nobody is there any more. */
  readonly closed: AbortSignal;
}

/** Speaks the Chrome DevTools protocol over a wire. */
export function openSession(wire: Wire, world: World): Session {
  const waiting = new Map<number, (result: Fields | null) => void>();
  const listeners = new Map<string, (params: Fields) => void>();
  let last = 0;
  wire.hear((text) => {
    const message = parseMessage(text);
    if (message?.kind === 'answer') waiting.get(message.id)?.(message.result);
    else if (message?.kind === 'event') listeners.get(message.method)?.(message.params);
  });
  wire.closed.addEventListener('abort', () => {
    for (const answer of waiting.values()) answer(null);
  });
  return {
    call: async (method, params, ms) => {
      if (wire.closed.aborted) return null;
      const id = ++last;
      const answered = new Promise<Fields | null>((resolve) => waiting.set(id, resolve));
      wire.send(JSON.stringify({ id, method, params }));
      const result = await inTime(ms, answered, world);
      waiting.delete(id);
      return result;
    },
    on: (event, listener) => {
      listeners.set(event, listener);
    },
    closed: wire.closed,
  };
}
