import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { statSync } from 'node:fs';

import { codeOf, type Failure } from '../failure.ts';
import { groupLives, killPatienceMs, signalGroup } from '../group.ts';
import type { Roster } from '../roster.ts';
import { Tail } from '../tail.ts';
import { within } from '../within.ts';

/** What a process may still print after its end, because others hold its pipes. */
const drainMs = 250;
/** A process that closed a pipe is likely to end: that is told rather. */
const endingMs = 200;
const termMs = 2_000;
const beatMs = 10;
/** Of standard error. */
const keptErrorBytes = 4_096;

/** What a program is started with. */
export interface Launch {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Leaders of all groups that live. */
  readonly roster: Roster;
}

/** Whoever talks to a program. */
export interface Listener {
  read(bytes: Buffer): void;
  /** It ended, or no more can be heard of it; told once, and never of what we have ended. */
  ended(failure: Failure): void;
}

/** A process with pipes, leader of its own group. Nothing of the group outlives it. */
export class Program {
  /** Resolves when the whole group is gone. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams | null;
  readonly #pid: number | undefined;
  readonly #tail: Tail = new Tail(keptErrorBytes);
  #listener: Listener | null;
  #leave: () => void = () => undefined;
  #isGone: boolean = false;
  #hasExited: boolean = false;
  #isStopping: boolean = false;
  #isKilled: boolean = false;

  constructor({ argv, directory, environment, roster }: Launch, listener: Listener) {
    this.#listener = listener;
    this.gone = new Promise((resolve) => {
      this.#leave = () => {
        this.#isGone = true;
        resolve();
      };
    });
    const [file = '', ...words] = argv;
    const fail = (error: Error): void => {
      this.#leave();
      this.#end(sayUnstarted(file, directory, error));
    };
    this.#child = start(file, words, directory, environment, fail);
    this.#pid = this.#child?.pid;
    if (this.#child === null || this.#pid === undefined) return;
    roster.add(this.#pid);
    this.#attend(this.#child, this.#pid, roster);
  }

  /** Bytes that it has not taken from us yet. */
  get unreadBytes(): number {
    return this.#child?.stdin.writableLength ?? 0;
  }

  /** What it last said on its standard error; empty where that is nothing. */
  get complaint(): string {
    return this.#tail.line;
  }

  /** Writes a text; `done` when the system has taken it. */
  write(text: string, done?: (error?: Error | null) => void): void {
    this.#child?.stdin.write(text, 'utf8', done);
  }

  /** Ends the whole group, now. */
  kill(): void {
    this.#listener = null;
    this.#isKilled = true;
    this.#kill();
    for (const pipe of [this.#child?.stdin, this.#child?.stdout, this.#child?.stderr]) pipe?.destroy();
  }

  /** Ends its input, and by and by the group. `graceMs` is its time to end by itself. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true;
    this.#child?.stdin.end();
    if (await within(this.gone, graceMs)) return;
    this.#signal('SIGTERM');
    if (!(await within(this.gone, termMs))) this.kill();
    await this.settle();
  }

  /** Waits until a killed group is gone. */
  async settle(): Promise<void> {
    await within(this.gone, killPatienceMs);
  }

  #attend(child: ChildProcessWithoutNullStreams, pid: number, roster: Roster): void {
    const { stdin, stdout, stderr } = child;
    stdout.on('data', (bytes: Buffer) => this.#listener?.read(bytes));
    stderr.on('data', (bytes: Buffer) => this.#tail.push(bytes));
    const closed = (what: string) => (): void => {
      if (this.#hasExited || this.#isStopping) return;
      setTimeout(() => this.#hasExited || this.#end({ error: 'reset', detail: `its process closed its ${what}` }), endingMs).unref();
    };
    stdin.on('error', closed('input'));
    stdout.on('error', () => undefined).on('end', closed('output'));
    stderr.on('error', () => undefined);
    let timer: NodeJS.Timeout | undefined;
    child.once('exit', (code, signal) => {
      this.#hasExited = true;
      roster.remove(pid);
      // What it leaves behind in its group is nobody's; one that ends in order may still be followed by its children.
      if (!this.#isStopping) this.#kill();
      this.#awaitGroup(pid, 0);
      const end = (): void => {
        clearTimeout(timer);
        this.#end(sayExit(code, signal, this.#tail.line));
        for (const pipe of [stdin, stdout, stderr]) pipe.destroy();
      };
      timer = setTimeout(end, drainMs);
      child.once('close', end);
    });
  }

  #awaitGroup(pid: number, beat: number): void {
    if (!groupLives(pid, beat)) return this.#leave();
    if (this.#isKilled) signalGroup(pid, 'SIGKILL');
    setTimeout(() => this.#awaitGroup(pid, beat + 1), beatMs).unref();
  }

  #kill(): void {
    this.#isKilled = true;
    this.#signal('SIGKILL');
  }

  /** The number of a group that is gone may be another's. */
  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (this.#pid !== undefined && !this.#isGone) signalGroup(this.#pid, signal);
  }

  #end(failure: Failure): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.ended(failure);
  }
}

function start(
  file: string,
  words: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>>,
  fail: (error: Error) => void,
): ChildProcessWithoutNullStreams | null {
  try {
    const child = spawn(file, words, { cwd: directory, env: environment, detached: true, stdio: 'pipe', windowsHide: true });
    child.on('error', (error) => {
      if (child.pid === undefined) fail(error);
    });
    // Of one that did not start they fail as well.
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.on('error', () => undefined);
    return child;
  } catch (error) {
    // What cannot even be tried is told like the rest: later.
    setImmediate(fail, error instanceof Error ? error : new Error(String(error)));
    return null;
  }
}

function sayUnstarted(file: string, directory: string, error: Error): Failure {
  const code = codeOf(error);
  // Node blames the program when it is the folder that is missing.
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    return { error: 'refused', detail: 'its process has no folder to start in' };
  const name = JSON.stringify(file.length <= 60 ? file : `…${file.slice(-59)}`);
  return { error: 'refused', detail: code === 'ENOENT' ? `there is no program ${name} (ENOENT)` : `${name} cannot be started (${code})` };
}

function sayExit(code: number | null, signal: NodeJS.Signals | null, lastLine: string): Failure {
  const how = signal === null ? `exited with status ${code ?? 'unknown'}` : `was ended by ${signal}`;
  return { error: 'crash', detail: `its process ${how}${lastLine === '' ? '' : `: ${lastLine}`}` };
}
