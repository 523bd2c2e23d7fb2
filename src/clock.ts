import { parentPort, workerData } from 'node:worker_threads';

import { beat } from './load/clock/beat.ts';
import { viewShared } from './load/clock/shared.ts';
import { sleepPrecisely } from './load/clock/timer-slack.ts';

// The clock's door: a thread that sleeps for the load engine's and wakes it in time.

const port = parentPort;
if (port === null || !(workerData instanceof SharedArrayBuffer))
  throw new Error('clock.js is a worker thread of plimsoll; run cli.js instead');

sleepPrecisely();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
const call = (): void => port.postMessage(0);
// Once to say that it has begun.
call();
beat(viewShared(workerData), call);
