// A cache of 5 000 small entries under keys that never come again: the oldest goes first.
import { counter, serve, text } from '../serve.mjs';

const cache = new Map();
const next = counter();

serve({
  '/item': () => {
    const key = `item:${next()}`;
    cache.set(key, { key, body: text(900) });
    if (cache.size > 5_000) cache.delete(cache.keys().next().value);
    return { key };
  },
});
