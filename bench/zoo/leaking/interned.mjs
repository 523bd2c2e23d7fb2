// Interns what it is asked for, and no two are asked for the same.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
const interned = new Map();

serve({
  '/label': () => {
    const label = `${next()}/${text(220)}`;
    interned.set(label, { label, uses: 1, words: label.split('/') });
    return { ok: true };
  },
});
