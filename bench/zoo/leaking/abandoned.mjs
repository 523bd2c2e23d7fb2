// Answers after 40 ms and then forgets the request, unless its client has hung up: then nobody does.
import { serve, text } from '../serve.mjs';

const waiting = new Set();

serve({
  '/slow': (_, response) =>
    new Promise((resolve) => {
      const job = { body: text(30_000) };
      waiting.add(job);
      const timer = setTimeout(() => {
        waiting.delete(job);
        resolve({ waiting: waiting.size });
      }, 40);
      response.on('close', () => clearTimeout(timer));
    }),
});
