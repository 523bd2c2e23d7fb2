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
  /** Resolves when the thread is gone. */
  readonly gone: Promise<void>;
  terminate(): Promise<void>;
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
  const lost = new Promise<never>((_, reject) => {
    worker.once('error', (error) => reject(new Fault('engine.lost', { why: error.message }, error)));
    worker.once('exit', (code) => reject(new Fault('engine.lost', { why: `its thread ended with status ${code}` })));
  });
  // Whoever waits for the thread hears of its end; nobody waiting is no error.
  lost.catch(() => undefined);

  let hear: (message: FromEngine) => void = () => undefined;
  // Our own code speaks on the other side.
  worker.on('message', (message: FromEngine) => hear(message));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
    send: (message) => worker.postMessage(message),
    listen: (next) => {
      hear = next;
    },
    lost,
    gone,
    terminate: async () => {
      await worker.terminate();
    },
  };
}
