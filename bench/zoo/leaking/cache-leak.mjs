// A cache of 2 000 entries, and an index of their keys that is not shortened with it.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
const cache = new Map();
const keys = [];

serve({
  '/item': () => {
    const key = `${next()}:${text(780)}`;
    cache.set(key, { body: text(3_000) });
    keys.push(key);
    if (cache.size > 2_000) cache.delete(cache.keys().next().value);
    return { cached: cache.size };
  },
});
