// Every 700th request is an export that holds 24 MB for a fifth of a second.
import { counter, serve } from '../serve.mjs';

const next = counter();
const exports = new Set();

serve({
  '/row': () => {
    const id = next();
    if (id % 700 === 699) {
      const rows = Array.from({ length: 200_000 }, (_, row) => ({ row, twice: row * 2 }));
      exports.add(rows);
      setTimeout(() => exports.delete(rows), 200);
    }
    return { id };
  },
});
