// Starts up to three threads for its work, each when 1 000 more requests have come.
import { Worker } from 'node:worker_threads';
import { counter, serve } from '../serve.mjs';

const next = counter();
const workers = [];

serve({
  '/job': () => {
    const id = next();
    if (id % 1_000 === 500 && workers.length < 3) workers.push(new Worker('setInterval(() => undefined, 1000)', { eval: true }));
    return { id, workers: workers.length };
  },
});
