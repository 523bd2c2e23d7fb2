// Keeps its log in memory and empties it after 6 000 lines.
import { serve } from '../serve.mjs';

let lines = [];
let rotations = 0;

serve({
  '/do': (request) => {
    lines.push(
      `${new Date().toISOString()} ${request.method} ${request.url} ${JSON.stringify(request.headers)} ${'.'.repeat(200)}`.normalize(),
    );
    if (lines.length >= 6_000) {
      lines = [];
      rotations += 1;
    }
    return { rotations };
  },
});
