import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { keepProcesses } from '../../src/service/keep.ts';
import { realWorld } from '../../src/world.ts';

const onLinux = process.platform === 'linux';

it.runIf(onLinux)('finds processes that carry its environment wherever they went, and leaves none of them', async () => {
  const world = realWorld('', new AbortController().signal);
  const kept = await keepProcesses({ GREETING: 'hello' }, world);
  expect(kept.environment['GREETING']).toBe('hello');
  // A session of its own, and a grandchild whose parent is gone.
  const child = spawn('sh', ['-c', 'setsid sleep 30 & echo $GREETING $!'], {
    env: kept.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  await once(child, 'exit');
  const [greeting, pid] = said.toString().trim().split(' ');
  expect(greeting).toBe('hello');
  expect(kept.find()).toContain(Number(pid));
  await kept[Symbol.asyncDispose]();
  expect(kept.find()).toEqual([]);
});
