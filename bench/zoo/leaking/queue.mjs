// A queue that is worked off at half the speed it is filled with.
import { serve, text } from '../serve.mjs';

const queue = [];

serve({
  '/enqueue': () => {
    queue.push({ at: Date.now(), payload: text(1_600) });
    queue.push({ at: Date.now(), payload: text(1_600) });
    queue.shift();
    return { ok: true };
  },
});
