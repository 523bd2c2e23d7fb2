// Keeps the last 2 000 requests for its own page of statistics.
import { serve, text } from '../serve.mjs';

const ring = [];
let at = 0;

serve({
  '/search': (request) => {
    ring[at++ % 2_000] = { at: Date.now(), url: request.url, trace: text(700) };
    return { kept: ring.length };
  },
});
