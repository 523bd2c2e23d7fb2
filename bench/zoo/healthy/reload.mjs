// Loads its catalogue anew every 2 500 requests; each is a little larger or smaller than the one before.
import { between, counter, serve, text } from '../serve.mjs';

const next = counter();
let catalogue = [];

serve({
  '/product': () => {
    const id = next();
    if (id % 2_500 === 0) catalogue = Array.from({ length: between(8_000, 12_000) }, (_, row) => ({ row, body: text(500) }));
    return { id, products: catalogue.length };
  },
});
