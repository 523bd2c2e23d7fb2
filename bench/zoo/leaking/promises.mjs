// Waits for answers that never come: what each request holds stays held.
import { serve, text } from '../serve.mjs';

const waiters = new Map();

async function reply(id) {
  const context = { id, body: text(500) };
  await new Promise((resolve) => waiters.set(id, resolve));
  return context.body.length;
}

serve({
  '/ask': () => {
    void reply(Symbol('question'));
    return { ok: true };
  },
});
