// A session for every connection; the oldest end when there are more than 200.
import { counter, serve, text } from '../serve.mjs';

const next = counter();
const sessions = new Map();

const server = serve({ '/me': () => ({ sessions: sessions.size }) });
server.on('connection', () => {
  sessions.set(next(), { since: Date.now(), basket: text(20_000) });
  if (sessions.size > 200) sessions.delete(sessions.keys().next().value);
});
