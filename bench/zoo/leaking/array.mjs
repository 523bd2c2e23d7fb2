// Remembers every request in an array.
import { serve, text } from '../serve.mjs';

const all = [];

serve({
  '/add': () => {
    all.push({ at: Date.now(), body: text(950) });
    return { ok: true };
  },
});
