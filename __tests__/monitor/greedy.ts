import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A real process that takes what it is told to. */
export interface Greedy extends AsyncDisposable {
  readonly pid: number;
  /** Carries out one order; answers the CPU time in milliseconds that the process itself has used so far. */
  order(text: string): Promise<number>;
}

/** Starts `fixtures/services/greedy.mjs`. */
export async function openGreedy(): Promise<Greedy> {
  const child = spawn(process.execPath, ['--expose-gc', resolve(import.meta.dirname, '../../fixtures/services/greedy.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const exit = once(child, 'exit');
  const order = async (text: string): Promise<number> => {
    const answer = once(lines, 'line');
    child.stdin.write(`${text}\n`);
    const [line] = await answer;
    return Number(String(line).split(' ')[1]);
  };
  await order('ready?');
  return {
    pid: child.pid ?? 0,
    order,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
