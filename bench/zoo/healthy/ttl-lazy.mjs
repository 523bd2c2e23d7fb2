// Entries are valid for 1.5 s; whoever asks throws out those that are older.
import { counter, serve, text } from '../serve.mjs';

const entries = new Map();
const next = counter();

serve({
  '/token': () => {
    const now = performance.now();
    for (const [key, { until }] of entries) {
      if (until > now) break;
      entries.delete(key);
    }
    entries.set(next(), { until: now + 1_500, body: text(600) });
    return { entries: entries.size };
  },
});
