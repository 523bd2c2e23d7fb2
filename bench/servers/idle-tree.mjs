// A process with `processes - 1` children, all of them asleep with about eleven threads each; says `ready` over its channel.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const processes = Number(process.argv[2] ?? 1);

// The first four of these start the threads of libuv's pool.
await Promise.all(Array.from({ length: 4 }, () => stat('/')));
for (let begun = 1; begun < processes; begun++) {
  const child = fork(fileURLToPath(import.meta.url), ['1'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
}
// It also ends when whoever started it does: its channel closes.
process.once('disconnect', () => process.exit());
process.send('ready');
