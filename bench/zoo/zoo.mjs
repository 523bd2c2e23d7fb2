// The services that the leak verdict is measured on: what each is, and whether it leaks. What it loses per operation is measured, see truth.mjs.
import { fileURLToPath } from 'node:url';

const at = (file) => fileURLToPath(new URL(file, import.meta.url));
const get = (...paths) => Object.fromEntries(paths.map((path) => [path.slice(1), { get: path }]));

/** A Node service; `operations` as a configuration has them. */
function node(file, operations, leaks = false, more = {}) {
  return { name: file.replace('.mjs', ''), file: at(file), start: `node ${at(file)}`, runtime: 'node', operations, leaks, ...more };
}

/** A Python service with nothing but its standard library. */
function python(file, operations, leaks = false) {
  return { name: file.replace('.', ' '), file: at(file), start: `python3 -B ${at(file)}`, runtime: 'python', operations, leaks };
}

const healthy = [
  node('healthy/plain.mjs', get('/list', '/one')),
  node('healthy/cache-small.mjs', get('/item')),
  node('healthy/cache-large.mjs', get('/page')),
  node('healthy/cache-bytes.mjs', get('/blob')),
  node('healthy/lru-churn.mjs', get('/user')),
  node('healthy/two-generations.mjs', get('/thing')),
  node('healthy/ttl-lazy.mjs', get('/token')),
  node('healthy/ttl-sweep.mjs', get('/token')),
  node('healthy/warm-up.mjs', get('/row')),
  node('healthy/warm-up-code.mjs', get('/render')),
  node('healthy/sawtooth.mjs', get('/report')),
  node('healthy/buffers.mjs', get('/hash')),
  node('healthy/bursts.mjs', get('/row')),
  node('healthy/write-behind.mjs', get('/write')),
  node('healthy/step.mjs', get('/price')),
  node('healthy/reload.mjs', get('/product')),
  node('healthy/counters-few.mjs', get('/hit')),
  node('healthy/counters-many.mjs', get('/visit')),
  node('healthy/ring.mjs', get('/search')),
  node('healthy/histogram.mjs', get('/measure')),
  node('healthy/log-rotates.mjs', get('/do')),
  node('healthy/interned.mjs', get('/words')),
  node('healthy/pool-files.mjs', get('/read')),
  node('healthy/pool-sockets.mjs', get('/query')),
  node('healthy/workers.mjs', get('/job')),
  node('healthy/sessions.mjs', get('/me')),
  node('healthy/abandoned.mjs', get('/slow')),
  node('healthy/late-timers.mjs', get('/order')),
  node('healthy/backlog.mjs', get('/job')),
  node('healthy/weak.mjs', get('/thumbnail')),
  python('healthy/plain.py', get('/list')),
  python('healthy/cache.py', get('/item')),
  python('healthy/rows.py', get('/user')),
  python('healthy/lru.py', get('/page')),
];

const oneOfTen = {
  list: { get: '/list', weight: 4 },
  show: { get: '/show', weight: 3 },
  count: { get: '/count', weight: 2 },
  save: { get: '/save', weight: 1 },
};

const leaking = [
  node('leaking/array.mjs', get('/add'), 'memory'),
  node('leaking/map-small.mjs', get('/see'), 'memory'),
  node('leaking/buffers.mjs', get('/upload'), 'memory'),
  node('leaking/huge.mjs', get('/document'), 'memory'),
  node('leaking/one-of-ten.mjs', oneOfTen, 'memory'),
  node('leaking/burst-100.mjs', get('/poll'), 'memory'),
  node('leaking/burst-random.mjs', get('/try'), 'memory'),
  node('leaking/listeners.mjs', get('/subscribe'), 'memory'),
  node('leaking/timers.mjs', get('/watch'), 'memory'),
  node('leaking/promises.mjs', get('/ask'), 'memory'),
  node('leaking/doubling.mjs', get('/append'), 'memory', { uneven: true }),
  node('leaking/index.mjs', get('/put'), 'memory'),
  node('leaking/late.mjs', get('/get'), 'memory'),
  node('leaking/later.mjs', get('/seat'), 'memory'),
  node('leaking/abandoned.mjs', get('/slow'), 'memory', { abandons: true }),
  node('leaking/sessions.mjs', get('/me'), 'memory', { uneven: true }),
  node('leaking/cache-leak.mjs', get('/item'), 'memory'),
  node('leaking/noisy.mjs', get('/row'), 'memory'),
  node('leaking/errors.mjs', get('/parse'), 'memory'),
  node('leaking/requests.mjs', get('/work'), 'memory'),
  node('leaking/queue.mjs', get('/enqueue'), 'memory'),
  node('leaking/interned.mjs', get('/label'), 'memory'),
  node('leaking/files.mjs', get('/read'), 'descriptors'),
  node('leaking/sockets.mjs', get('/query'), 'sockets'),
  node('leaking/half-open.mjs', get('/any'), 'sockets'),
  python('leaking/list.py', get('/add'), 'memory'),
  python('leaking/small.py', get('/see'), 'memory'),
  python('leaking/sessions.py', get('/login'), 'memory'),
  python('leaking/threads.py', get('/job'), 'threads'),
  python('leaking/files.py', get('/read'), 'descriptors'),
];

/**
 * `leaks` is false, or what: memory, descriptors, sockets, threads. `abandons`: only with operations whose clients hang up. `uneven`: what
 * an operation costs has no one number, because connections cost it, or because it comes in doublings.
 */
export const zoo = [...healthy, ...leaking];
