import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { Fault } from '../fault.ts';
import type { FromEngine, ToEngine } from './messages.ts';

/** The engine's worker thread as two streams of messages and one end. */
export interface Thread {
  send(message: ToEngine): void;
  /** The one who hears messages from now on. */
  listen(hear: (message: FromEngine) => void): void;
  /** Rejects with the fault `engine.lost` when the thread ends, whoever ended it; never resolves. */
  readonly lost: Promise<never>;
  /** Lets the thread close its connections for as long as `patience` lasts, then ends it. */
  leave(patience: Promise<void>): Promise<void>;
}

/** Starts the thread from its bundle. It gets no environment: nothing of the runner's is its business. */
export function startThread(bundles: string): Thread {
  const worker = new Worker(join(bundles, 'engine.js'), {
    name: 'plimsoll-engine',
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  // Nothing of ours prints there; what does is kept out of the report and must not pile up.
  worker.stdout.resume();
  worker.stderr.resume();

  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let lose: (why: string, cause?: unknown) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    lose = (why, cause) => reject(new Fault('engine.lost', { why }, cause));
  });
  // Whoever waits for the thread hears of its end; nobody waiting is no error.
  lost.catch(() => undefined);
  worker.once('error', (error) => lose(error.message, error));
  worker.once('exit', (code) => lose(`its thread ended with status ${code}`));

  let hear: (message: FromEngine) => void = () => undefined;
  // Our own code speaks on the other side.
  worker.on('message', (message: FromEngine) => hear(message));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  const send = (message: ToEngine): void => worker.postMessage(message);
  return {
    send,
    listen: (next) => {
      hear = next;
    },
    lost,
    leave: async (patience) => {
      lose('it was closed');
      send({ kind: 'close' });
      await Promise.race([gone, patience]);
      await worker.terminate();
    },
  };
}
