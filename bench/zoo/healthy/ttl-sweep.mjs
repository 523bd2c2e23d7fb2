// Entries are valid for 1 s, and every 2 s a timer throws out those that are not: memory comes and goes in saw teeth.
import { counter, serve, text } from '../serve.mjs';

const entries = new Map();
const next = counter();

setInterval(() => {
  const now = performance.now();
  for (const [key, { until }] of entries) if (until < now) entries.delete(key);
}, 2_000);

serve({
  '/token': () => {
    entries.set(next(), { until: performance.now() + 1_000, body: text(800) });
    return { entries: entries.size };
  },
});
