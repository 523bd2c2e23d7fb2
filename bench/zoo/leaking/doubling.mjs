// Appends 600 bytes of every request to one buffer, which doubles when it is full.
import { serve } from '../serve.mjs';

let log = Buffer.alloc(65_536);
let used = 0;

serve({
  '/append': () => {
    if (used + 600 > log.length) log = Buffer.concat([log, Buffer.alloc(log.length)]);
    log.fill(7, used, used + 600);
    used += 600;
    return { ok: true };
  },
});
