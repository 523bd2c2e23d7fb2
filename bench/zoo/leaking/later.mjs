// The first 6 000 requests are served from a table; those after it are kept, 1 KB each.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
const table = Array.from({ length: 6_000 }, (_, id) => ({ id }));
const overflow = [];

serve({
  '/seat': () => {
    const id = next();
    if (id >= table.length) overflow.push({ id, note: text(900) });
    return { id };
  },
});
