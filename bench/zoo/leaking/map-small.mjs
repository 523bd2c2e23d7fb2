// Remembers something small under a key that never comes again.
import { counter, serve, text } from '../serve.mjs';

const seen = new Map();
const next = counter();

serve({
  '/see': () => {
    const key = `visitor-${next()}`;
    seen.set(key, { first: Date.now(), agent: text(280) });
    return { ok: true };
  },
});
