// One request in 400, by chance, fails and keeps 300 KB of what it knew.
import { serve, text } from '../serve.mjs';

const failures = [];

serve({
  '/try': () => {
    if (Math.random() < 1 / 400) failures.push({ error: new Error('failed'), dump: text(300_000) });
    return { ok: true };
  },
});
