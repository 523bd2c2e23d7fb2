// Records latencies into numbers that are there from the start, and some into windows of ten seconds of which six are kept.
import { between, serve } from '../serve.mjs';

const whole = new Float64Array(100_000);
const windows = [];
let at = 0;

serve({
  '/measure': () => {
    const value = between(1, 5_000);
    whole[at++ % whole.length] = value;
    const second = Math.floor(performance.now() / 1_000);
    if (windows.at(-1)?.second !== second) windows.push({ second, counts: new Uint32Array(8_192) });
    if (windows.length > 6) windows.shift();
    windows.at(-1).counts[value] += 1;
    return { value };
  },
});
