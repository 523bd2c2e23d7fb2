// A cache bounded by what its entries weigh: 48 MB of buffers of 1 to 12 KB.
import { between, counter, serve } from '../serve.mjs';

const cache = new Map();
const next = counter();
let bytes = 0;

serve({
  '/blob': () => {
    const body = Buffer.alloc(between(1_024, 12_288), 1);
    cache.set(next(), body);
    bytes += body.length;
    while (bytes > 48 * 1_024 ** 2) {
      const [[oldest, old]] = cache;
      cache.delete(oldest);
      bytes -= old.length;
    }
    return { bytes };
  },
});
