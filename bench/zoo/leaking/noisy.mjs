// A lot of garbage, exports that hold 16 MB for a moment, and under it all 500 bytes of every request that stay.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
const exports = new Set();
const kept = [];

serve({
  '/row': () => {
    const id = next();
    const rows = Array.from({ length: 300 }, (_, row) => ({ row, label: `row ${row}` }));
    if (id % 900 === 899) {
      const held = Array.from({ length: 130_000 }, (_, row) => ({ row, twice: row * 2 }));
      exports.add(held);
      setTimeout(() => exports.delete(held), 150);
    }
    kept.push(text(450));
    return { rows: rows.length };
  },
});
