// What each driver adds to an operation, and what sessions cost to begin: `npm run bench:drivers`.
//   -- --only stdio,module,exec,postgres,redis,sessions --calls 2000 --rounds 5
// Each part alternates between the bare client and the driver, on the same server or program, in one run; ratios are of their medians.
import { join } from 'node:path';
import { readOptions } from './options.mjs';
import { printParts } from './typescript.mjs';

const names = ['stdio', 'module', 'exec', 'postgres', 'redis', 'sessions'];
const { only, calls, rounds } = readOptions({ only: names, calls: 2_000, rounds: 5 });
const wish = { calls, rounds, bundles: join(new URL('..', import.meta.url).pathname, 'dist') };

// The servers are those of the tests, which lie there.
await printParts(
  only,
  (load) => Object.fromEntries(names.map((name) => [name, async () => [await (await load(`drivers/${name}`)).bench(wish)]])),
  '__tests__/support',
);
