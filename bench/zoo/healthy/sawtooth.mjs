// Makes a lot of garbage for every request, some of it just old enough to be promoted.
import { serve } from '../serve.mjs';

const recent = Array.from({ length: 32 }, () => null);
let at = 0;

serve({
  '/report': () => {
    const rows = Array.from({ length: 1_500 }, (_, id) => ({ id, label: `row ${id}`, values: [id, id + 1, id + 2] }));
    recent[at++ % recent.length] = rows;
    return { rows: rows.length };
  },
});
