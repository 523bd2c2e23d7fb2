import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';

import { openDriver } from './driver/open.ts';
import type { Clock } from './load/alarm.ts';
import { openClock } from './load/clock/open.ts';
import type { FromEngine, ToEngine } from './load/messages.ts';
import { usersOf } from './load/course.ts';
import type { Opening } from './load/opening.ts';
import { runLoad } from './load/run.ts';
import { openHolding, type Holding } from './load/sessions.ts';
import type { Operation } from './model/operation.ts';
import type { Driver } from './model/session.ts';
import { realWorld } from './world.ts';

// The worker's door: joins a driver with the load engine and speaks in messages. Its thread does nothing else.

interface Opened {
  readonly opening: Opening;
  readonly driver: Driver;
  readonly holding: Holding;
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
const processes = { loaded: none(), held: none() };
const tellProcesses = (): void => say({ kind: 'processes', pids: [...processes.loaded, ...processes.held] });
const world = realWorld('', new AbortController().signal);
let opened: Opened | null = null;
let current: Running | null = null;

async function hear(message: ToEngine): Promise<void> {
  switch (message.kind) {
    case 'open': {
      const { opening } = message;
      const { operations, driver: settings } = opening;
      opened = {
        opening,
        driver: await open(opening),
        holding: hold(opening),
        clock: await openClock(join(dirname(fileURLToPath(import.meta.url)), 'clock.js')),
        operations,
        timeoutMs: settings.timeoutMs,
      };
      const { reachMs, isFirst = false } = opening;
      const unreached = reachMs === undefined ? null : ((await opened.driver.reach?.(reachMs, isFirst)) ?? null);
      return say({ kind: 'opened', unreached });
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
    case 'hold': {
      const { id, stage } = message;
      current = { id, stop: new AbortController(), warm: new AbortController(), finish: new AbortController() };
      const seen = await opened?.holding.play(stage, current.stop.signal);
      current = null;
      return seen === undefined ? undefined : say({ kind: 'held', id, seen });
    }
    case 'rest':
      await rest();
      return say({ kind: 'rested', id: message.id });
    case 'look':
      return say({ kind: 'looked', id: message.id, seen: (await opened?.driver.lookAtInvariants?.()) ?? [] });
    case 'close':
      current?.stop.abort();
      await Promise.all([opened?.driver.close(), opened?.holding.close()]);
      await opened?.clock[Symbol.asyncDispose]();
      return port?.close();
  }
}

function none(): readonly number[] {
  return [];
}

/** The driver of all loads. */
function open({ target, operations, driver: settings, surroundings }: Opening): Promise<Driver> {
  const onProcesses = (pids: readonly number[]): void => {
    processes.loaded = pids;
    tellProcesses();
  };
  return openDriver({ target, operations, settings, surroundings, now: () => world.now(), onProcesses });
}

/** Sessions with a driver each. Their answers are all handed on as text, because they are searched for one another's secrets. */
function hold({ target, operations, driver: settings, surroundings }: Opening): Holding {
  const searched = operations.map((operation) => {
    const { meaning } = operation;
    return { ...operation, meaning: { ...meaning, isolates: meaning.isolates ?? { path: '$', token: null } } };
  });
  return openHolding({
    operations,
    open: (onProcesses) => openDriver({ target, operations: searched, settings, surroundings, now: () => world.now(), onProcesses }),
    onProcesses: (pids) => {
      processes.held = pids;
      tellProcesses();
    },
    world,
  });
}

/** Ends all sessions; what opens a driver costs nothing until it is used. */
async function rest(): Promise<void> {
  if (opened === null) return;
  const { opening, driver, holding } = opened;
  await Promise.all([driver.close(), holding.close()]);
  opened = { ...opened, driver: await open(opening), holding: hold(opening) };
}

async function run({ id, scenario, share, settle, record, calls, salt }: Extract<ToEngine, { kind: 'run' }>): Promise<void> {
  if (opened === null) throw new Error('a run before the driver was opened');
  const { driver, clock, operations, timeoutMs } = opened;
  const users = usersOf(scenario, share);
  const askedMs = world.now();
  await driver.prepare?.(users);
  const readyingMs = world.now() - askedMs;
  const running = { id, stop: new AbortController(), warm: new AbortController(), finish: new AbortController() };
  current = running;
  const recording = await runLoad(scenario, {
    operations: operations.map(({ name }) => name),
    measures: driver.measures,
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
  say({ kind: 'done', id, recording, readyingMs });
}

port.on('message', (message: ToEngine) => {
  hear(message).catch((error: unknown) => {
    const { message: text, stack } = error instanceof Error ? error : new Error(String(error));
    say({ kind: 'failed', message: text, stack: stack ?? text });
  });
});
