// Keeps 100 KB of every request.
import { serve, text } from '../serve.mjs';

const kept = [];

serve({
  '/document': () => {
    kept.push(text(100_000));
    return { ok: true };
  },
});
