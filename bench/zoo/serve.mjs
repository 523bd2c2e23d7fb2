// What every Node service of the zoo has in common: a server on PORT of loopback, /health, and an end on SIGTERM.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

/**
 * Serves handlers by path. What a handler returns is the answer as JSON; a promise is waited for. The route '*' is asked first, for
 * whatever happens to every request.
 */
export function serve(routes) {
  const server = createServer(async (request, response) => {
    const [path] = request.url.split('?');
    if (path === '/health') return response.end('{}');
    routes['*']?.(request, response);
    const handler = routes[path];
    if (handler === undefined) return response.writeHead(404).end();
    const given = handler(request, response);
    const told = given instanceof Promise ? await given : given;
    response.setHeader('content-type', 'application/json');
    return response.end(JSON.stringify(told ?? { ok: true }));
  });
  server.listen(Number(process.env.PORT), '127.0.0.1');
  process.on('SIGTERM', () => process.exit(0));
  return server;
}

/** A flat string of so many bytes that nothing else holds. */
export function text(bytes) {
  return randomBytes(bytes).toString('latin1');
}

/** 0, 1, 2, … one more each time. */
export function counter() {
  let next = 0;
  return () => next++;
}

/** A whole number from `least` to `most`. */
export function between(least, most) {
  return least + Math.floor(Math.random() * (most - least + 1));
}
