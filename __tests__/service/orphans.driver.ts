// Bundled and run by orphans.test.ts: does what the doors do with a service, then ends in the way it is told.
import { setTimeout as delay } from 'node:timers/promises';
import { startService } from '../../src/service/start.ts';
import { realWorld } from '../../src/world.ts';

const [, , directory = '', way = ''] = process.argv;
const interrupted = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => interrupted.abort());

async function main(): Promise<void> {
  const world = realWorld(directory, interrupted.signal);
  await using service = await startService(
    {
      setup: null,
      start: { kind: 'argv', argv: [process.execPath, 'forks-children.mjs'] },
      url: 'http://127.0.0.1:${PORT}',
      ready: { kind: 'url', path: '/' },
      directory,
      environment: {},
      deadlineMs: 30_000,
      stopMs: 200,
      watch: [],
      trust: { ca: null, insecure: false },
    },
    world,
  );
  process.stdout.write(`up ${service.target.url}\n`);
  if (way === 'exit') process.exit(0);
  if (way === 'throw') void Promise.reject(new Error('unexpected'));
  if (way === 'return') return;
  await delay(600_000, undefined, { signal: interrupted.signal });
}

main().catch(() => {
  process.exitCode = 130;
});
