// Collects what went wrong, with stacks, and sends it nowhere.
import { serve } from '../serve.mjs';

const collected = [];

serve({
  '/parse': (request) => {
    try {
      JSON.parse(`{"url": "${request.url}", ${Math.random()}`);
    } catch (error) {
      collected.push({ error, stack: error.stack, at: new Date() });
    }
    return { ok: true };
  },
});
