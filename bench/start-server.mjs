import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pinned, serverCore } from './cores.mjs';

export const oneAnswer = fileURLToPath(new URL('servers/one-answer.mjs', import.meta.url));
export const delayedAnswers = fileURLToPath(new URL('servers/delayed-answers.mjs', import.meta.url));

/**
 * Starts one of these servers in a process of its own on the servers' core. Resolves, when it listens, with its `url`,
 * `ask(question)` for its answer to a message, and `stop()`. It also ends when this process does: its channel closes.
 */
export async function startServer(path, ...args) {
  const [program, ...rest] = pinned(serverCore, [process.execPath, path, ...args]);
  const child = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const answer = async () => {
    const first = await Promise.race([once(child, 'message'), ended.then(([status]) => ({ status }))]);
    if (!Array.isArray(first)) throw new Error(`${path} ended with status ${first.status}`);
    return first[0];
  };
  const { port } = await answer();
  return {
    url: `http://127.0.0.1:${port}/`,
    ask(question) {
      const answered = answer();
      child.send(question);
      return answered;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
