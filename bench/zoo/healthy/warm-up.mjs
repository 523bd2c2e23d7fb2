// Fills its tables while it is used: every request needs one of 4 000 rows, and each is worked out the first time.
import { counter, serve, text } from '../serve.mjs';

const rows = [];
const next = counter();

serve({
  '/row': () => {
    const id = next() % 4_000;
    rows[id] ??= { id, cells: Array.from({ length: 12 }, (_, cell) => ({ cell, name: text(20) })) };
    return { id, cells: rows[id].cells.length };
  },
});
