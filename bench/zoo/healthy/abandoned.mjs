// Answers after 40 ms, and forgets at once those who hang up.
import { serve, text } from '../serve.mjs';

const waiting = new Set();

serve({
  '/slow': (_, response) =>
    new Promise((resolve) => {
      const job = { body: text(30_000) };
      waiting.add(job);
      const timer = setTimeout(() => finish(resolve), 40);
      const finish = (then) => {
        clearTimeout(timer);
        waiting.delete(job);
        then({ waiting: waiting.size });
      };
      response.on('close', () => finish(resolve));
    }),
});
