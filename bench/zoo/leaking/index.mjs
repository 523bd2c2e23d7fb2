// An index by number whose rows are never removed: many small objects, and a table that is laid anew as it grows.
import { counter, serve } from '../serve.mjs';

const index = new Map();
const next = counter();

serve({
  '/put': () => {
    const id = next();
    index.set(id, { id, tags: new Set([id % 7, id % 11]), scores: Array.from({ length: 16 }, (_, at) => id * at + 0.5) });
    return { id };
  },
});
