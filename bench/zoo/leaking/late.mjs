// Nothing for 4 000 requests, and then each one keeps 2 KB: a cache whose bound is forgotten once it has been reached.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
const kept = [];

serve({
  '/get': () => {
    if (next() > 4_000) kept.push(text(2_000));
    return { ok: true };
  },
});
