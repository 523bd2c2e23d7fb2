// Opens another file for its pool every 60 requests until there are 50.
import { openSync } from 'node:fs';
import { counter, serve } from '../serve.mjs';

const next = counter();
const files = [];

serve({
  '/read': () => {
    if (next() % 60 === 0 && files.length < 50) files.push({ descriptor: openSync('/dev/null', 'r'), page: Buffer.alloc(65_536, 1) });
    return { files: files.length };
  },
});
