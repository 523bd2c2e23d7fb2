// A session for every connection, and none ever ends.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
const sessions = new Map();

serve({ '/me': () => ({ sessions: sessions.size }) }).on('connection', () => {
  sessions.set(next(), { since: Date.now(), basket: text(50_000) });
});
