// Makes an answer of its own for every request and keeps nothing.
import { serve } from '../serve.mjs';

serve({
  '/list': () => Array.from({ length: 40 }, (_, id) => ({ id, name: `item ${id}`, price: id * 1.25 })),
  '/one': (request) => ({ asked: request.url, at: Date.now() }),
});
