// Keeps a buffer of 4 KB of every request: memory outside V8's heap.
import { serve } from '../serve.mjs';

const kept = [];

serve({
  '/upload': () => {
    kept.push(Buffer.alloc(4_096, 1));
    return { ok: true };
  },
});
