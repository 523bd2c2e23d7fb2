// Opens a file in every 100th request and forgets to close it.
import { openSync } from 'node:fs';
import { counter, serve } from '../serve.mjs';

const next = counter();

serve({
  '/read': () => {
    if (next() % 100 === 99) openSync('/dev/null', 'r');
    return { ok: true };
  },
});
