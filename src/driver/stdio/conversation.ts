import type { TemplateValues } from '../../model/session.ts';
import { printBytes, printDuration } from '../../units/print.ts';
import type { Failure } from '../failure.ts';
import type { Around } from './around.ts';
import type { Dialect } from './dialect.ts';
import type { Frames } from './frames.ts';
import type { CompiledMessage, Reply } from './message.ts';
import { frame, openFrames } from './open-frames.ts';
import { Plain } from './plain.ts';
import { Program, type Listener } from './program.ts';
import { Rpc } from './rpc.ts';

/** What may wait for a program to read it. */
const maxUnreadBytes = 4 * 1024 * 1024;
const unread: Failure = { error: 'refused', detail: `it does not read its input: ${printBytes(maxUnreadBytes)} wait to be read` };
const unasked: Failure = { error: 'protocol', detail: 'it answered before it was asked' };

/** Whoever asks. */
export interface Asker {
  /** The session has begun: it may be asked. */
  began(): void;
  /** What was asked is answered; or, of a notification, written. */
  answered(reply: Reply | null, bytes: number, nowMs: number): void;
  rejected(failure: Failure, bytes: number, nowMs: number): void;
  /** The conversation is over, and its process with it. */
  broke(failure: Failure, nowMs: number): void;
}

/** One process and what is said to it: greetings first, then one message at a time. */
export class Conversation implements Listener {
  readonly #around: Around;
  readonly #user: number;
  readonly #dialect: Dialect;
  readonly #frames: Frames;
  readonly #program: Program;
  readonly #timer: NodeJS.Timeout;
  #asker: Asker | null;
  #state: 'beginning' | 'standing' | 'ending' = 'beginning';
  /** The greeting or farewell whose answer is waited for. */
  #at: number = -1;
  #nowMs: number = 0;
  /** Counts what was asked: a notification that is written late is told to nobody. */
  #turn: number = 0;
  #isReading: boolean = false;
  /** Asked after the bytes had come that are being read: nothing in them can be the answer. */
  #isAhead: boolean = false;
  #leave: () => void = () => undefined;

  constructor(around: Around, user: number, asker: Asker) {
    const { framing, rpc, startMs } = around.settings;
    this.#around = around;
    this.#user = user;
    this.#asker = asker;
    this.#dialect = rpc ? new Rpc() : new Plain(framing.kind === 'prompt', framing.kind === 'prompt' && framing.echo);
    this.#frames = openFrames(framing, {
      take: (text, bytes) => this.#hear(text, bytes),
      maxBytes: around.maxBodyBytes,
      tooLarge: around.tooLarge,
    });
    this.#timer = setTimeout(() => this.#break({ error: 'timeout', detail: this.#sayUngreeted(startMs) }), startMs);
    this.#program = new Program(around.launch, this);
    around.keep(this.#program);
  }

  /** Says the greetings; apart from the making of it, because the asker may hear at once. */
  begin(): void {
    if (!this.#dialect.speaksFirst) this.#greet();
  }

  get isStanding(): boolean {
    return this.#state === 'standing';
  }

  /** Sends a message; what becomes of it the asker hears. */
  ask(message: CompiledMessage, values: TemplateValues): void {
    if (this.#program.unreadBytes > maxUnreadBytes) return this.#break(unread);
    this.#turn += 1;
    this.#isAhead = this.#isReading;
    const turn = this.#turn;
    const text = frame(this.#around.settings.framing, this.#dialect.say(message, values, this.#user));
    if (!message.isNotification) return this.#program.write(text);
    this.#program.write(text, (error) => {
      // One that failed is told by what became of the process.
      if (turn === this.#turn && (error === undefined || error === null)) this.#asker?.answered(null, 0, this.#around.now());
    });
  }

  /** Nobody waits for the answer any more; false where the session cannot go on without it. */
  forget(): boolean {
    this.#dialect.forget();
    this.#turn += 1;
    return this.#dialect.tellsLate;
  }

  /** Ends it now. */
  async kill(): Promise<void> {
    clearTimeout(this.#timer);
    this.#asker = null;
    this.#program.kill();
    await this.#program.settle();
  }

  /** Says goodbye, and ends what does not end by itself. */
  async close(): Promise<void> {
    const { stopMs } = this.#around.settings;
    if (this.#state !== 'standing') return this.kill();
    const untilMs = this.#around.now() + stopMs;
    this.#asker = null;
    this.#state = 'ending';
    const left = new Promise<void>((resolve) => (this.#leave = resolve));
    // Whoever answers no farewell may still go when its input ends.
    const timer = setTimeout(() => this.#leave(), stopMs / 2);
    clearTimeout(this.#timer);
    this.#at = -1;
    this.#goOn(this.#around.farewells, () => this.#leave());
    await left;
    clearTimeout(timer);
    await this.#program.stop(Math.max(0, untilMs - this.#around.now()));
  }

  read(bytes: Buffer): void {
    // An answer has ended when it arrived, not when we have read it.
    this.#nowMs = this.#around.now();
    this.#isReading = true;
    const failure = this.#frames.feed(bytes);
    this.#isReading = false;
    this.#isAhead = false;
    if (failure !== null) this.#break(failure);
  }

  ended(failure: Failure): void {
    const half = this.#state === 'standing' && this.#frames.isHalf && this.#around.settings.framing.kind !== 'prompt';
    this.#leave();
    this.#break(half ? { ...failure, detail: failure.detail.replace(/(?=:|$)/, ' within a message') } : failure);
  }

  #hear(text: string, bytes: number): void {
    if (this.#asker === null && this.#state !== 'ending') return;
    const heard = this.#dialect.hear(text);
    if (this.#isAhead && (heard.kind === 'answer' || heard.kind === 'rejected')) return this.#break(unasked);
    switch (heard.kind) {
      case 'passed':
        return undefined;
      case 'answer':
        return this.#state === 'standing' ? this.#asker?.answered(heard.reply, bytes, this.#nowMs) : this.#hearGreeting(heard.reply);
      case 'rejected':
        if (this.#state === 'standing') return this.#asker?.rejected(heard.failure, bytes, this.#nowMs);
        return this.#state === 'ending' ? this.#leave() : this.#break(heard.failure);
      case 'asked':
        if (this.#program.unreadBytes > maxUnreadBytes) return this.#break(unread);
        return this.#program.write(frame(this.#around.settings.framing, heard.reply));
      case 'broken':
        return this.#break(heard.failure);
      default:
        return heard satisfies never;
    }
  }

  /** The answer to a greeting, to a farewell, or the first prompt. */
  #hearGreeting(reply: Reply): void {
    if (this.#state === 'ending') return this.#goOn(this.#around.farewells, () => this.#leave());
    const wrong = this.#around.greetings[this.#at]?.check(reply) ?? null;
    if (wrong !== null) this.#break(wrong);
    else this.#greet();
  }

  #greet(): void {
    this.#goOn(this.#around.greetings, () => {
      clearTimeout(this.#timer);
      this.#state = 'standing';
      this.#asker?.began();
    });
  }

  /** Says what comes next, up to what is answered; `done` when all is said. */
  #goOn(messages: readonly CompiledMessage[], done: () => void): void {
    for (;;) {
      this.#at += 1;
      const message = messages[this.#at];
      if (message === undefined) return done();
      this.#program.write(frame(this.#around.settings.framing, this.#dialect.say(message, nothing, this.#user)));
      if (!message.isNotification) return undefined;
    }
  }

  #sayUngreeted(startMs: number): string {
    const waited = this.#around.greetings[this.#at]?.label;
    const { complaint } = this.#program;
    const said = complaint === '' ? '' : `; its standard error ends with: ${complaint}`;
    return `no ${waited === undefined ? 'prompt' : `answer to ${waited}`} within ${printDuration(startMs)}${said}`;
  }

  #break(failure: Failure): void {
    const asker = this.#asker;
    if (asker === null) return;
    const wasStanding = this.#state === 'standing';
    clearTimeout(this.#timer);
    this.#asker = null;
    this.#program.kill();
    asker.broke(wasStanding ? failure : { error: 'refused', detail: `its session did not begin: ${failure.detail}` }, this.#around.now());
  }
}

const nothing: TemplateValues = { uuid: '', n: 0, key: '' };
