// Holds every request and its answer in a list of those under way, from which they are never taken.
import { serve } from '../serve.mjs';

const underWay = [];

serve({
  '*': (request, response) => underWay.push({ request, response }),
  '/work': () => ({ ok: true }),
});
