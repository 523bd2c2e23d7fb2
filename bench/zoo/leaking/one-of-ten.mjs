// Four kinds of request, and only one in ten of them keeps anything.
import { serve, text } from '../serve.mjs';

const drafts = [];

serve({
  '/list': () => Array.from({ length: 20 }, (_, id) => ({ id })),
  '/show': () => ({ id: 1, body: text(300) }),
  '/count': () => ({ drafts: drafts.length }),
  '/save': () => {
    drafts.push({ at: Date.now(), body: text(5_000) });
    return { ok: true };
  },
});
