import { spawn, type ChildProcess } from 'node:child_process';

import { codeOf } from '../failure.ts';
import { killPatienceMs, signalGroup } from '../group.ts';
import { Tail } from '../tail.ts';
import { within } from '../within.ts';
import { errorsBytes, type Ended, type Job, type Runner } from './job.ts';
import type { Place } from './launcher.ts';

/** How long what was printed may take to arrive when the process is gone: others may hold its output open. */
const outputMs = 100;

/** Starts processes itself, where no launcher works: it learns when they end, and nothing of what they cost. */
export class PlainRunner implements Runner {
  readonly #place: Place;
  #child: ChildProcess | null = null;
  #gone: Promise<void> = Promise.resolve();

  constructor(place: Place) {
    this.#place = place;
  }

  get isLost(): boolean {
    return false;
  }

  run({ argv, input, keepBytes }: Job, living: (pid: number) => void, hear: (ended: Ended) => void): void {
    const [program = '', ...words] = argv;
    const { directory, environment } = this.#place;
    let child: ChildProcess;
    try {
      child = spawn(program, words, {
        cwd: directory,
        env: environment,
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      });
    } catch (error) {
      // Such as arguments that are too long: Node throws these.
      return void setImmediate(hear, { kind: 'unstarted', code: codeOf(error instanceof Error ? error : new Error()) });
    }
    // Node has waited for the exec.
    const begunMs = performance.now();
    this.#child = child;
    let [bytes, isFlood] = [0, false];
    const errors = new Tail(errorsBytes);
    const kept: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (keepBytes === null || isFlood) return;
      isFlood = bytes > keepBytes;
      if (isFlood) this.kill();
      else kept.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    // Whoever does not read its input is free not to.
    child.stdin?.on('error', () => undefined).end(input ?? '');
    this.#gone = new Promise((resolve) => {
      const finish = (ended: Ended): void => {
        this.#child = null;
        resolve();
        hear(ended);
      };
      child.once('error', (error) => {
        if (child.pid === undefined) finish({ kind: 'unstarted', code: codeOf(error) });
      });
      child.once('exit', (code, signal) => {
        // What it has left in its group goes with it.
        killGroup(child);
        const wallMs = performance.now() - begunMs;
        const end = (): void =>
          finish({
            kind: 'ended',
            wallMs,
            userMs: Number.NaN,
            systemMs: Number.NaN,
            peakRssMB: Number.NaN,
            ending: signal === null ? { code: code ?? 0 } : { signal },
            bytes,
            isFlood,
            output: Buffer.concat(isFlood ? [] : kept),
            errors: errors.text,
          });
        const timer = setTimeout(() => {
          child.stdout?.destroy();
          child.stderr?.destroy();
        }, outputMs);
        child.once('close', () => {
          clearTimeout(timer);
          end();
        });
      });
    });
    if (child.pid !== undefined) living(child.pid);
  }

  kill(): void {
    if (this.#child !== null) killGroup(this.#child);
  }

  async close(): Promise<void> {
    this.kill();
    await within(this.#gone, killPatienceMs);
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) signalGroup(pid, 'SIGKILL');
}
