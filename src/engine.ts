import { parentPort } from 'node:worker_threads';

import { openDriver } from './driver/open.ts';
import type { FromEngine, ToEngine } from './load/messages.ts';
import { runLoad } from './load/run.ts';
import type { Driver } from './model/session.ts';
import { realWorld } from './world.ts';

// The worker's door: joins a driver with the load engine and speaks in messages. Its thread does nothing else.

interface Opened {
  readonly driver: Driver;
  readonly operations: readonly string[];
  readonly graceMs: number;
}

const port = parentPort;
if (port === null) throw new Error('engine.js is a worker thread of plimsoll; run cli.js instead');

const say = (message: FromEngine): void => port.postMessage(message);
const world = realWorld('', new AbortController().signal);
let opened: Opened | null = null;
let current: { readonly id: number; readonly stop: AbortController } | null = null;

async function hear(message: ToEngine): Promise<void> {
  switch (message.kind) {
    case 'open': {
      const { target, operations, driver } = message;
      opened = {
        driver: openDriver(target, operations, driver, () => world.now()),
        operations: operations.map(({ name }) => name),
        // The driver's own deadline settles every operation; the second is for its messages to arrive.
        graceMs: driver.timeoutMs + 1_000,
      };
      return say({ kind: 'opened' });
    }
    case 'run':
      return run(message.id, message);
    case 'stop':
      if (current?.id === message.id) current.stop.abort();
      return undefined;
    case 'close':
      current?.stop.abort();
      await opened?.driver.close();
      return port?.close();
  }
}

async function run(id: number, { scenario }: Extract<ToEngine, { kind: 'run' }>): Promise<void> {
  if (opened === null) throw new Error('a run before the driver was opened');
  const stop = new AbortController();
  current = { id, stop };
  const { driver, operations, graceMs } = opened;
  const observation = await runLoad(scenario, {
    operations,
    openSession: (user) => driver.openSession(user),
    world,
    graceMs,
    signal: stop.signal,
    onProgress: (progress) => say({ kind: 'progress', id, progress }),
  });
  current = null;
  say({ kind: 'done', id, observation });
}

port.on('message', (message: ToEngine) => {
  hear(message).catch((error: unknown) => {
    const { message: text, stack } = error instanceof Error ? error : new Error(String(error));
    say({ kind: 'failed', message: text, stack: stack ?? text });
  });
});
