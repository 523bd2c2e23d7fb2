// Listens to a bus with a closure that holds the request's context, and never stops listening.
import { EventEmitter } from 'node:events';
import { serve, text } from '../serve.mjs';

const bus = new EventEmitter().setMaxListeners(0);

serve({
  '/subscribe': (request) => {
    const context = { url: request.url, since: new Date(), trace: text(400) };
    bus.on('change', () => context.url.length);
    return { ok: true };
  },
});
