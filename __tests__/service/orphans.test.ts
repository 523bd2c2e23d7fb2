import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle, type Bundle } from '../support/bundle.ts';
import { carriers, eventually } from './fixture.ts';

const fixtures = resolve(import.meta.dirname, '../../fixtures/services');
let driver: Bundle;

beforeAll(async () => {
  driver = await bundle('__tests__/service/orphans.driver.ts');
});
afterAll(() => driver[Symbol.asyncDispose]());

/** Runs the driver under a mark that service and guard inherit; answers who still carries the mark a while after its end. */
async function leftAfter(
  way: string,
  hit?: { readonly signal: NodeJS.Signals; readonly afterMs: number | 'up' },
): Promise<readonly number[]> {
  const mark = randomUUID();
  const child = spawn(process.execPath, [driver.file, fixtures, way], {
    env: { PATH: process.env['PATH'], PLIMSOLL_SERVICE: mark },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exit = once(child, 'exit');
  if (hit !== undefined) {
    await (hit.afterMs === 'up' ? once(child.stdout, 'data') : delay(hit.afterMs));
    if (hit.afterMs === 'up') expect(carriers(mark).length).toBeGreaterThanOrEqual(5);
    child.kill(hit.signal);
  }
  await exit;
  return eventually(
    () => carriers(mark),
    (pids) => pids.length === 0,
  );
}

it.each(['return', 'exit', 'throw'])('nothing is left when we %s', async (way) => {
  expect(await leftAfter(way)).toEqual([]);
});

it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('nothing is left when %s hits us while the service runs', async (signal) => {
  expect(await leftAfter('wait', { signal, afterMs: 'up' })).toEqual([]);
});

it('nothing is left when a signal hits us at any moment', async () => {
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    for (let run = 0; run < 5; run++) {
      const afterMs = Math.floor(Math.random() * 500);
      expect({ signal, afterMs, left: await leftAfter('wait', { signal, afterMs }) }).toEqual({ signal, afterMs, left: [] });
    }
  }
});
