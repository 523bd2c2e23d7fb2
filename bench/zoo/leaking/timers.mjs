// Starts a timer for every request and never clears it.
import { serve, text } from '../serve.mjs';

serve({
  '/watch': () => {
    const state = { polls: 0, last: text(700) };
    setInterval(() => (state.polls += 1), 3_600_000).unref();
    return { ok: true };
  },
});
