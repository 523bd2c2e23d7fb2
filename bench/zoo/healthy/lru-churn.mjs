// A least-recently-used cache of 2 000 entries of very different sizes, asked for keys of a wide range.
import { between, serve, text } from '../serve.mjs';

const cache = new Map();

serve({
  '/user': () => {
    const id = between(1, 20_000);
    const known = cache.get(id);
    cache.delete(id);
    cache.set(id, known ?? { id, body: text(between(200, 8_000)), seen: 0 });
    if (cache.size > 2_000) cache.delete(cache.keys().next().value);
    return { id, hit: known !== undefined };
  },
});
