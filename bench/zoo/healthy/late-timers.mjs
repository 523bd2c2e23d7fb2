// Looks after every request once more 900 ms later, and holds what it needs for that until then.
import { serve, text } from '../serve.mjs';

let audited = 0;

serve({
  '/order': () => {
    const receipt = { at: Date.now(), body: text(2_000) };
    setTimeout(() => (audited += receipt.body.length), 900);
    return { audited };
  },
});
