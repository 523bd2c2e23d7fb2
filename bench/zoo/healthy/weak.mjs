// A cache that the collector may empty: values are held weakly, and dead keys are taken out when their values have gone.
import { counter, serve, text } from '../serve.mjs';

const cache = new Map();
const gone = new FinalizationRegistry((key) => cache.delete(key));
const next = counter();

serve({
  '/thumbnail': () => {
    const key = next();
    const value = { body: text(3_000) };
    cache.set(key, new WeakRef(value));
    gone.register(value, key);
    return { key };
  },
});
