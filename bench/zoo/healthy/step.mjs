// Loads 25 MB of reference data when it is first needed, after 3 000 requests, and keeps it.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
let data = null;

serve({
  '/price': () => {
    const id = next();
    if (id > 3_000) data ??= Array.from({ length: 25_000 }, (_, row) => ({ row, body: text(900) }));
    return { id, rows: data?.length ?? 0 };
  },
});
