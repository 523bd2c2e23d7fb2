import type { Outcome } from '../../model/outcome.ts';
import type { Hear, TemplateValues } from '../../model/session.ts';
import { closedInFlight, failedOutcome, refusal, refuse, type Failure } from '../failure.ts';
import type { Waiting } from '../deadlines.ts';
import type { Around } from './around.ts';
import { Conversation, type Asker } from './conversation.ts';
import { tellReply, type CompiledMessage, type Reply } from './message.ts';

/** A user's session, which stands between loads: a process that is replaced when it broke, and the one operation in flight. */
export class Standing implements Asker {
  readonly #around: Around;
  readonly #user: number;
  readonly #waiting: Waiting = { startedAtMs: 0, before: null, after: null, expire: () => this.#expire() };
  #conversation: Conversation | null = null;
  /** What went wrong while nobody asked: the next operation tells it, and the one after begins anew. */
  #untold: Failure | null = null;
  /** The operation in flight: both or neither. */
  #message: CompiledMessage | null = null;
  #hear: Hear | null = null;
  /** What fills it, until the session has begun. */
  #unsent: TemplateValues | null = null;
  #waiters: (() => void)[] = [];

  constructor(around: Around, user: number) {
    this.#around = around;
    this.#user = user;
  }

  get isBusy(): boolean {
    return this.#hear !== null;
  }

  /** Why it did not begin, or broke while nobody asked. */
  get failure(): Failure | null {
    return this.#untold;
  }

  /** Waits until the session has begun, or has failed to: then the next operation tells why. */
  async ready(): Promise<void> {
    if (this.#conversation?.isStanding === true) return;
    this.#untold = null;
    const over = new Promise<void>((resolve) => this.#waiters.push(resolve));
    if (this.#conversation === null) this.#begin();
    await over;
  }

  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    const message = this.#around.messages[operation];
    if (this.#hear !== null) return refuse(refusal('the session is busy'), nowMs, hear);
    if (message === undefined) return refuse(refusal('no such operation'), nowMs, hear);
    const untold = this.#untold;
    this.#untold = null;
    if (untold !== null) return refuse(untold, nowMs, hear);

    this.#message = message;
    this.#hear = hear;
    this.#around.deadlines.add(this.#waiting, nowMs);
    if (this.#conversation?.isStanding === true) return this.#conversation.ask(message, values);
    this.#unsent = keep(values);
    if (this.#conversation === null) this.#begin();
  }

  /** Ends the operation in flight, and the process with it: what may still come of its answer is nobody else's. */
  async abandon(): Promise<void> {
    const conversation = this.#conversation;
    this.#conversation = null;
    const ended = conversation?.kill();
    this.#fail(closedInFlight, 0, this.#around.now());
    this.#wake();
    await ended;
  }

  /** Ends the session in good order. */
  async close(): Promise<void> {
    if (this.isBusy) return this.abandon();
    const conversation = this.#conversation;
    this.#conversation = null;
    this.#wake();
    await conversation?.close();
  }

  began(): void {
    this.#wake();
    const [message, values] = [this.#message, this.#unsent];
    this.#unsent = null;
    if (message !== null && values !== null) this.#conversation?.ask(message, values);
  }

  answered(reply: Reply | null, bytes: number, nowMs: number): void {
    const message = this.#message;
    if (message === null) return;
    const sentAtMs = this.#waiting.startedAtMs;
    const wrong = reply === null ? null : message.check(reply);
    const { reading } = message;
    let outcome: Outcome;
    if (wrong !== null) outcome = failedOutcome(wrong, sentAtMs, nowMs, bytes);
    else if (reading === null || reply === null) outcome = { kind: 'ok', sentAtMs, endedAtMs: nowMs, bytes };
    else outcome = { kind: 'ok', sentAtMs, endedAtMs: nowMs, bytes, told: tellReply(reading, reply) };
    this.#settle(outcome, this.#around.now());
  }

  rejected(failure: Failure, bytes: number, nowMs: number): void {
    this.#fail(failure, bytes, nowMs);
  }

  broke(failure: Failure, nowMs: number): void {
    this.#conversation = null;
    if (this.#hear === null) this.#untold = failure;
    else this.#fail(failure, 0, nowMs);
    this.#wake();
  }

  #begin(): void {
    this.#conversation = new Conversation(this.#around, this.#user, this);
    this.#conversation.begin();
  }

  #expire(): void {
    const conversation = this.#conversation;
    // A session that is still beginning has its own deadline. One that numbers its requests knows a late answer, and what it holds would be lost with it.
    const goesOn = conversation?.isStanding !== true || conversation.forget();
    if (!goesOn) {
      this.#conversation = null;
      void conversation?.kill();
    }
    this.#fail(this.#around.late, 0, this.#around.now());
  }

  #fail(failure: Failure, bytes: number, nowMs: number): void {
    if (this.#hear !== null) this.#settle(failedOutcome(failure, this.#waiting.startedAtMs, nowMs, bytes), nowMs);
  }

  /** The last step of every operation: whoever hears may at once perform the next one. */
  #settle(outcome: Outcome, nowMs: number): void {
    const hear = this.#hear;
    this.#around.deadlines.remove(this.#waiting);
    this.#hear = null;
    this.#message = null;
    this.#unsent = null;
    hear?.(outcome, nowMs);
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}

/** They are good until the user's next step, and with arrivals that is another's. */
function keep({ uuid, n, key, last, payload }: TemplateValues): TemplateValues {
  return { uuid, n, key, ...(last === undefined ? {} : { last }), ...(payload === undefined ? {} : { payload }) };
}
