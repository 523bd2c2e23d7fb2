import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';

import { openDriver } from './driver/open.ts';
import type { Clock } from './load/alarm.ts';
import { openClock } from './load/clock/open.ts';
import type { FromEngine, ToEngine } from './load/messages.ts';
import { runLoad } from './load/run.ts';
import type { Operation } from './model/operation.ts';
import type { Driver } from './model/session.ts';
import { realWorld } from './world.ts';

// The worker's door: joins a driver with the load engine and speaks in messages. Its thread does nothing else.

interface Opened {
  readonly driver: Driver;
  readonly clock: Clock & AsyncDisposable;
  readonly operations: readonly Operation[];
  readonly timeoutMs: number;
}

interface Running {
  readonly id: number;
  readonly stop: AbortController;
  readonly warm: AbortController;
  readonly finish: AbortController;
}

const port = parentPort;
if (port === null) throw new Error('engine.js is a worker thread of plimsoll; run cli.js instead');

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
const say = (message: FromEngine): void => port.postMessage(message);
const world = realWorld('', new AbortController().signal);
let opened: Opened | null = null;
let current: Running | null = null;

async function hear(message: ToEngine): Promise<void> {
  switch (message.kind) {
    case 'open': {
      const { target, operations, driver } = message;
      opened = {
        driver: openDriver(target, operations, driver, () => world.now()),
        clock: await openClock(join(dirname(fileURLToPath(import.meta.url)), 'clock.js')),
        operations,
        timeoutMs: driver.timeoutMs,
      };
      return say({ kind: 'opened' });
    }
    case 'run':
      return run(message);
    case 'warm':
      if (current?.id === message.id) current.warm.abort();
      return undefined;
    case 'finish':
      if (current?.id === message.id) current.finish.abort();
      return undefined;
    case 'stop':
      if (current?.id === message.id) current.stop.abort();
      return undefined;
    case 'close':
      current?.stop.abort();
      await opened?.driver.close();
      await opened?.clock[Symbol.asyncDispose]();
      return port?.close();
  }
}

async function run({ id, scenario, share, settle, record, calls, salt }: Extract<ToEngine, { kind: 'run' }>): Promise<void> {
  if (opened === null) throw new Error('a run before the driver was opened');
  const { driver, clock, operations, timeoutMs } = opened;
  const running = { id, stop: new AbortController(), warm: new AbortController(), finish: new AbortController() };
  current = running;
  const recording = await runLoad(scenario, {
    operations: operations.map(({ name }) => name),
    meanings: operations.map(({ meaning }) => meaning),
    record,
    calls,
    salt,
    openSession: (user) => driver.openSession(user),
    world,
    clock,
    share,
    timeoutMs,
    signal: running.stop.signal,
    finish: running.finish.signal,
    ...(settle ? { warm: running.warm.signal } : {}),
    onProgress: (progress) => say({ kind: 'progress', id, progress }),
    onBlock: (block) => say({ kind: 'block', id, block }),
  });
  current = null;
  say({ kind: 'done', id, recording });
}

port.on('message', (message: ToEngine) => {
  hear(message).catch((error: unknown) => {
    const { message: text, stack } = error instanceof Error ? error : new Error(String(error));
    say({ kind: 'failed', message: text, stack: stack ?? text });
  });
});
