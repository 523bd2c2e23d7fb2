// Two generations of a cache: when the young one has 3 000 entries it becomes the old one, and the old one goes.
import { counter, serve, text } from '../serve.mjs';

let young = new Map();
let old = new Map();
const next = counter();

serve({
  '/thing': () => {
    young.set(next(), { body: text(1_800) });
    if (young.size >= 3_000) {
      old = young;
      young = new Map();
    }
    return { young: young.size, old: old.size };
  },
});
