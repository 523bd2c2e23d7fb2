import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';

import { printDuration } from '../../units/print.ts';
import { sayEnding } from '../../words.ts';
import type { Failure } from '../failure.ts';
import { killPatienceMs, signalGroup } from '../group.ts';
import { launchHost, type HostPlace } from './launch-host.ts';
import { Lines } from '../lines.ts';
import { Liveness } from './liveness.ts';
import { readMessage, type FromHost, type ToHost } from './messages.ts';
import { Tail } from '../tail.ts';
import { within } from '../within.ts';

/** What an answer says, or why there will be none. */
export type Answer = Extract<FromHost, { kind: 'done' | 'failed' }> | { readonly kind: 'lost'; readonly failure: Failure };

/** What the process and its calls are held to. */
export interface HostLimits {
  readonly startMs: number;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly now: () => number;
}

/** How long it may take to end by itself, and for what it printed last to arrive. */
const stopMs = 2_000;
const outputMs = 200;
/** What stands around a document in a line. */
const frameBytes = 64 * 1_024;
/** Of what it prints. */
const keptBytes = 16 * 1_024;

/** The process in which a user's module runs. All calls of all users are on their way in it at once. */
export class HostProcess {
  readonly #limits: HostLimits;
  readonly #child: ChildProcess | null;
  readonly #channel: Writable | null;
  readonly #printed: Tail = new Tail(keptBytes);
  readonly #errors: Tail = new Tail(keptBytes);
  readonly #liveness: Liveness;
  readonly #waiting: Map<number, (answer: Answer) => void> = new Map();
  /** Resolves when it is loaded, or will never be: then with why. */
  readonly loaded: Promise<Failure | null>;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  #settleLoaded: (failure: Failure | null) => void = () => undefined;
  #settleGone: () => void = () => undefined;
  /** What waits until it is loaded, by number: whoever gives up takes it back. Null from then on. */
  #unsent: Map<number, ToHost> | null = new Map();
  #lastWords: string = '';
  /** Why it is of no use any more. */
  #lost: Failure | null = null;
  #offers: Pick<Extract<FromHost, { kind: 'loaded' }>, 'hasSessions' | 'lacks'> = { hasSessions: false, lacks: null };
  #beat: NodeJS.Timeout | null = null;

  constructor(place: HostPlace, limits: HostLimits) {
    this.#limits = limits;
    this.#liveness = new Liveness(limits.timeoutMs, limits.now());
    this.loaded = new Promise((resolve) => (this.#settleLoaded = resolve));
    this.gone = new Promise((resolve) => (this.#settleGone = resolve));
    const launched = launchHost(place);
    const isLaunched = typeof launched !== 'string' && launched.child.pid !== undefined;
    this.#child = isLaunched ? launched.child : null;
    this.#channel = isLaunched ? launched.channel : null;
    if (isLaunched) {
      this.#listen(launched.child, launched.channel);
      this.#load(place);
    } else {
      this.#settleGone();
      this.#lose(unloaded(typeof launched === 'string' ? launched : 'no process could be started'));
    }
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get lost(): Failure | null {
    return this.#lost;
  }

  /** Whether it ever was. */
  get isLoaded(): boolean {
    return this.#unsent === null;
  }

  /** A function that is going to be called and that it does not export; null where there is none, or it is not loaded. */
  get lacks(): string | null {
    return this.#offers.lacks;
  }

  get hasSessions(): boolean {
    return this.#offers.hasSessions;
  }

  /** Asks; `hear` is called once, never before this returns, or not at all after `forget`. */
  ask(message: ToHost & { readonly number: number }, hear: (answer: Answer) => void): void {
    const failure = this.#lost;
    if (failure !== null) return void setImmediate(() => hear({ kind: 'lost', failure }));
    this.#waiting.set(message.number, hear);
    if (this.#unsent === null) this.#send(message);
    else this.#unsent.set(message.number, message);
    this.#beat ??= this.#startBeat();
  }

  /** Nobody waits for this answer any more. */
  forget(number: number): void {
    this.#waiting.delete(number);
    this.#unsent?.delete(number);
    this.#send({ kind: 'abort', number });
  }

  /** Why an operation is late that was asked here. A process that does not come back to its event loop is given up. */
  sayLate(): Failure {
    const nowMs = this.#limits.now();
    if (this.#unsent !== null || !this.#liveness.isSilent(nowMs)) {
      return { error: 'timeout', detail: `no answer within ${printDuration(this.#limits.timeoutMs)}` };
    }
    const failure = this.#blocked(nowMs);
    if (this.#liveness.isStuck(nowMs)) this.#lose(failure);
    return failure;
  }

  async close(): Promise<void> {
    this.#send({ kind: 'end' });
    if (await within(this.gone, this.#unsent === null ? stopMs : 0)) return;
    this.#lose({ error: 'reset', detail: 'the module was ended' });
    await within(this.gone, killPatienceMs);
  }

  #load({ file, names }: HostPlace): void {
    const { startMs, maxBodyBytes } = this.#limits;
    this.#channel?.write(write({ kind: 'load', file, mostBytes: maxBodyBytes, names }));
    const timer = setTimeout(() => this.#lose(unloaded(`it was not imported within ${printDuration(startMs)}`)), startMs);
    void this.loaded.then(() => clearTimeout(timer));
  }

  #listen(child: ChildProcess, channel: NodeJS.ReadableStream): void {
    const lines = new Lines((line) => this.#hear(readMessage(line)), this.#limits.maxBodyBytes + frameBytes);
    channel.on('data', (chunk: Buffer) => {
      this.#liveness.heard(this.#limits.now());
      if (!lines.feed(chunk)) this.#hear(undefined);
    });
    channel.on('error', () => undefined);
    child.stdout?.on('data', (chunk: Buffer) => this.#printed.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.#errors.push(chunk));
    child.once('exit', (code, signal) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#settleGone();
        const ending = signal === null ? sayEnding({ kind: 'exited', code: code ?? 0 }) : sayEnding({ kind: 'killed', signal });
        const why = this.#lastWords || this.#errors.line || this.#printed.line;
        const told = `${ending}${why === '' ? '' : `: ${why}`}`;
        this.#lose(this.#unsent === null ? { error: 'crash', detail: `the module's process ${told}` } : unloaded(`its process ${told}`));
      };
      // Whatever it had started goes with it.
      this.#kill();
      const timer = setTimeout(finish, outputMs);
      child.once('close', finish);
    });
  }

  #hear(message: FromHost | undefined): void {
    if (message === undefined) return this.#lose({ error: 'protocol', detail: "somebody else wrote to the module's channel to plimsoll" });
    switch (message.kind) {
      case 'loaded': {
        const unsent = this.#unsent?.values() ?? [];
        this.#unsent = null;
        this.#offers = message;
        for (const one of unsent) this.#send(one);
        return this.#settleLoaded(null);
      }
      case 'unloaded':
        return this.#lose(unloaded(message.why));
      case 'uncaught':
        this.#lastWords = message.why;
        return undefined;
      case 'pong':
        return undefined;
      case 'done':
      case 'failed': {
        const hear = this.#waiting.get(message.number);
        this.#waiting.delete(message.number);
        return hear?.(message);
      }
      default:
        return message satisfies never;
    }
  }

  /** To one that is not loaded yet nothing is said. */
  #send(message: ToHost): void {
    if (this.#lost === null && this.#unsent === null) this.#channel?.write(write(message));
  }

  #startBeat(): NodeJS.Timeout {
    const beat = setInterval(() => {
      // What has come meanwhile is read first: it may be we who were away.
      setImmediate(() => this.#look());
    }, this.#liveness.beatMs);
    beat.unref();
    return beat;
  }

  #look(): void {
    const nowMs = this.#limits.now();
    if (this.#beat === null || this.#unsent !== null) return;
    if (this.#liveness.isStuck(nowMs)) return this.#lose(this.#blocked(nowMs));
    if (this.#waiting.size === 0 && this.#liveness.silentMs(nowMs) === 0) {
      clearInterval(this.#beat);
      this.#beat = null;
    } else if (this.#liveness.shouldAsk(nowMs)) this.#send({ kind: 'ping' });
  }

  #blocked(nowMs: number): Failure {
    return {
      error: 'timeout',
      detail: `the module has not come back to its event loop for ${printDuration(this.#liveness.silentMs(nowMs))}`,
    };
  }

  /** It is of no use any more: all that wait hear why, and it is killed. */
  #lose(failure: Failure): void {
    if (this.#lost !== null) return;
    this.#lost = failure;
    if (this.#beat !== null) clearInterval(this.#beat);
    this.#beat = null;
    this.#kill();
    this.#settleLoaded(failure);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const hear of waiting) hear({ kind: 'lost', failure });
  }

  #kill(): void {
    const pid = this.#child?.pid;
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
  }
}

function unloaded(why: string): Failure {
  return { error: 'refused', detail: `the module could not be loaded: ${why}` };
}

function write(message: ToHost): string {
  return `${JSON.stringify(message)}\n`;
}
