import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';

import { killPatienceMs, signalGroup } from '../group.ts';
import { within } from '../within.ts';
import { FrameReader, killFrame, runFrame, type Told } from './frames.ts';
import { errorsBytes, type Ended, type Job, type Runner } from './job.ts';
import { launcherScript, type LauncherNumbers } from './launcher-script.ts';

/** Where processes run, and with which variables. */
export interface Place {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The most output that is ever kept. */
  readonly maxBodyBytes: number;
}

/** Where it is on Debian and macOS: the commands may have a PATH of their own. */
const systemPerl = '/usr/bin/perl';

/** How long a launcher may take until it is there, and until it is gone. */
const startMs = 3_000;
const stopMs = 1_000;

/** Opens a launcher; null where it does not work on this machine. */
export function openLauncher(place: Place, numbers: LauncherNumbers): Promise<Launcher | null> {
  return new Promise<Launcher | null>((resolve) => {
    const launcher = new Launcher(place, numbers, (isHere) => {
      clearTimeout(timer);
      if (isHere) return resolve(launcher);
      void launcher.close().then(() => resolve(null));
    });
    const timer = setTimeout(() => launcher.lose(), startMs);
    // Such as an environment that is too large.
  }).catch(() => null);
}

interface Running {
  readonly number: number;
  readonly living: (pid: number) => void;
  readonly hear: (ended: Ended) => void;
  /** Known of what lives for longer than a moment. */
  pid: number | null;
}

/** A process that starts others and measures them: one at a time. */
export class Launcher implements Runner {
  readonly #child: ChildProcess;
  readonly #orders: Writable | null;
  readonly #reader: FrameReader;
  readonly #gone: Promise<void>;
  /** Told once whether it works; null from then on. */
  #begun: ((isHere: boolean) => void) | null;
  #running: Running | null = null;
  #count: number = 0;
  #isLost: boolean = false;

  constructor(
    { directory, environment, maxBodyBytes }: Place,
    { wait4, clockGettime, pidfdOpen, isDarwin }: LauncherNumbers,
    begun: (isHere: boolean) => void,
  ) {
    this.#begun = begun;
    this.#reader = new FrameReader(maxBodyBytes + errorsBytes + 1_024);
    const [own, theirs] = partEnvironment(environment);
    const numbers = [wait4, clockGettime, pidfdOpen, isDarwin ? 1 : 0].map(String);
    this.#child = spawn(existsSync(systemPerl) ? systemPerl : 'perl', ['-e', launcherScript, ...numbers, ...theirs], {
      cwd: directory,
      env: own,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    });
    this.#orders = this.#child.stdin;
    this.#orders?.on('error', () => this.lose());
    // It is read from, though what Node knows of it is that it may be either.
    const answers = this.#child.stdio[3];
    answers?.on('data', (chunk: Buffer) => this.#take(chunk));
    answers?.on('error', () => this.lose());
    answers?.on('close', () => this.lose());
    this.#gone = new Promise((resolve) => {
      this.#child.once('error', () => {
        this.lose();
        if (this.#child.pid === undefined) resolve();
      });
      this.#child.once('exit', () => resolve());
    });
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  run(job: Job, living: (pid: number) => void, hear: (ended: Ended) => void): void {
    if (this.#isLost) return void setImmediate(hear, { kind: 'lost' });
    this.#count = (this.#count + 1) % 2 ** 32;
    this.#running = { number: this.#count, living, hear, pid: null };
    this.#orders?.write(runFrame(this.#count, job));
  }

  kill(): void {
    if (this.#running !== null && !this.#isLost) this.#orders?.write(killFrame(this.#running.number));
  }

  async close(): Promise<void> {
    // It kills what runs when its input ends; a launcher that does not is killed itself.
    this.#orders?.end();
    if (await within(this.#gone, stopMs)) return;
    this.lose();
    await within(this.#gone, killPatienceMs);
  }

  /** It cannot be relied on any more. */
  lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#child.kill('SIGKILL');
    this.#begun?.(false);
    this.#begun = null;
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    // Nobody else knows of it now.
    if (running.pid !== null) signalGroup(running.pid, 'SIGKILL');
    running.hear({ kind: 'lost' });
  }

  #take(chunk: Buffer): void {
    const told = this.#reader.feed(chunk);
    if (told === undefined) return this.lose();
    for (const one of told) this.#hear(one);
  }

  #hear(told: Told): void {
    if (told.kind === 'here') {
      this.#begun?.(true);
      this.#begun = null;
      return;
    }
    const running = this.#running;
    // Of one that was given up nobody wants to hear.
    if (running === null || running.number !== told.number) return;
    if (told.kind === 'living') {
      running.pid = told.pid;
      return running.living(told.pid);
    }
    this.#running = null;
    running.hear(told.ended);
  }
}

/** The variables that Perl itself would listen to are told to it as arguments, so that only the commands have them. */
function partEnvironment(all: Readonly<Record<string, string>>): readonly [Readonly<Record<string, string>>, readonly string[]] {
  const isPerls = (name: string): boolean => name.startsWith('PERL');
  const entries = Object.entries(all);
  return [Object.fromEntries(entries.filter(([name]) => !isPerls(name))), entries.filter(([name]) => isPerls(name)).flat()];
}
