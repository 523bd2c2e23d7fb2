// Takes jobs faster than it does them: one at a time, a little after another. What waits is done when it is left alone.
import { serve, text } from '../serve.mjs';

const jobs = [];
let done = 0;

setInterval(() => {
  done += jobs.splice(0, 12).length;
}, 4);

serve({
  '/job': () => {
    jobs.push({ at: Date.now(), body: text(1_500) });
    return { waiting: jobs.length, done };
  },
});
