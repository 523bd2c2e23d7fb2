// Interns the words it sees; there are 3 000 of them.
import { between, serve, text } from '../serve.mjs';

const vocabulary = Array.from({ length: 3_000 }, (_, id) => `word-${id}-${text(150)}`);
const interned = new Map();

serve({
  '/words': () => {
    const words = Array.from({ length: 5 }, () => `${vocabulary[between(0, 2_999)]}!`);
    for (const word of words) if (!interned.has(word)) interned.set(word, word);
    return { known: interned.size };
  },
});
