// A cache of 600 large entries: 20 MB when it is full.
import { counter, serve, text } from '../serve.mjs';

const cache = new Map();
const next = counter();

serve({
  '/page': () => {
    cache.set(next(), text(32_768));
    if (cache.size > 600) cache.delete(cache.keys().next().value);
    return { cached: cache.size };
  },
});
