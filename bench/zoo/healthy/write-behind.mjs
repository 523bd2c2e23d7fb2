// Collects what is written and hands it on every 700 ms.
import { serve, text } from '../serve.mjs';

let waiting = [];
let written = 0;

setInterval(() => {
  written += waiting.length;
  waiting = [];
}, 700);

serve({
  '/write': () => {
    waiting.push({ at: Date.now(), body: text(1_500) });
    return { waiting: waiting.length, written };
  },
});
