// Every 100th request keeps 100 KB.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
const kept = [];

serve({
  '/poll': () => {
    if (next() % 100 === 99) kept.push(text(100_000));
    return { ok: true };
  },
});
