// Counts by 100 keys.
import { between, serve } from '../serve.mjs';

const counts = new Map();

serve({
  '/hit': () => {
    const page = `/page/${between(1, 100)}`;
    counts.set(page, (counts.get(page) ?? 0) + 1);
    return { page };
  },
});
