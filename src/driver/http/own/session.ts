import type { Outcome } from '../../../model/outcome.ts';
import type { Hear, Session, TemplateValues } from '../../../model/session.ts';
import { CookieJar } from '../cookies.ts';
import type { Endpoint } from '../endpoint.ts';
import { closedInFlight, failedOutcome, refusal, refuse, type Failure } from '../../failure.ts';
import { bytesAfterEnd, bytesUnasked, reset, unsendable } from '../failure.ts';
import type { Judge } from '../judge.ts';
import type { CompiledRequest } from '../request.ts';
import { Answer } from './answer.ts';
import { Connection, type Listener } from './connection.ts';
import type { Deadlines, Waiting } from '../../deadlines.ts';
import { Outbox } from './outbox.ts';
import type { Sendable, Wire } from './wire.ts';

/** What all sessions of a driver share. */
export interface Around {
  readonly requests: readonly CompiledRequest[];
  readonly wires: readonly Wire[];
  readonly endpoint: Endpoint;
  /** What every socket reads into. */
  readonly buffer: Buffer;
  readonly judge: Judge;
  readonly deadlines: Deadlines;
  readonly now: () => number;
  /** Called once a session is closed and its sockets are gone. */
  readonly forget: (session: OwnSession) => void;
}

/** A user over HTTP/1.1: one connection, its own cookies. A broken connection is replaced by the next operation. */
export class OwnSession implements Session, Listener {
  readonly #around: Around;
  readonly #outbox: Outbox;
  readonly #answer: Answer;
  readonly #cookies: CookieJar = new CookieJar();
  /** It began when the request left: with the write, or with the packet that opens the connection for it. */
  readonly #waiting: Waiting = { startedAtMs: 0, before: null, after: null, expire: () => this.#expire() };
  #connection: Connection | null = null;
  /** What waits for the connection to stand. */
  #unsent: Sendable | null = null;
  /** The operation in flight: both or neither. */
  #request: CompiledRequest | null = null;
  #hear: Hear | null = null;
  #closed: boolean = false;
  /** Sockets that are not gone yet, and who waits for that. */
  #sockets: number = 0;
  #waiters: (() => void)[] = [];

  constructor(around: Around, user: number) {
    this.#around = around;
    this.#outbox = new Outbox(around.wires, user);
    this.#answer = new Answer(around.judge);
  }

  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    if (this.#closed) return refuse(refusal('the session is closed'), nowMs, hear);
    if (this.#hear !== null) return refuse(refusal('the session is busy'), nowMs, hear);
    const request = this.#around.requests[operation];
    if (request === undefined) return refuse(refusal('no such operation'), nowMs, hear);
    const message = this.#outbox.message(operation, values, this.#cookies.header);
    if (message.kind === 'unsendable') return refuse(unsendable(message.why), nowMs, hear);

    this.#request = request;
    this.#hear = hear;
    this.#answer.begin(request.method === 'HEAD', request.needsBody);
    this.#around.deadlines.add(this.#waiting, nowMs);
    if (this.#connection !== null && nowMs >= this.#connection.reusableUntilMs) this.#drop();
    if (this.#connection !== null) return this.#connection.send(message.text, message.encoding);
    this.#unsent = message;
    this.#sockets += 1;
    this.#connection = new Connection(this.#around.endpoint, this.#around.buffer, this);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#hear === null) this.#drop();
    else this.#fail(closedInFlight, this.#around.now());
    if (this.#sockets > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    this.#around.forget(this);
  }

  opened(): void {
    if (this.#unsent !== null) this.#connection?.send(this.#unsent.text, this.#unsent.encoding);
    this.#unsent = null;
  }

  read(bytes: Uint8Array, length: number): void {
    // An answer has ended when it arrived, not when we have read it.
    const nowMs = this.#around.now();
    // Bytes that nobody asked for: the next request must not take them for its answer.
    if (this.#hear === null) return this.#drop();
    if (this.#unsent !== null) return this.#fail(bytesUnasked, nowMs);
    const progress = this.#answer.feed(bytes, 0, length);
    if (progress === 'more') return;
    if (progress === 'broken') this.#fail(this.#answer.failure ?? bytesAfterEnd, nowMs);
    else if (this.#answer.end < length) this.#fail(bytesAfterEnd, nowMs);
    else this.#complete(nowMs);
  }

  ended(): void {
    if (this.#hear === null) this.#drop();
    else if (this.#unsent === null && this.#answer.finish() === 'complete') this.#complete(this.#around.now());
    else this.#fail(reset(null), this.#around.now());
  }

  failed(failure: Failure): void {
    if (this.#hear === null) this.#drop();
    else this.#fail(failure, this.#around.now());
  }

  gone(): void {
    this.#sockets -= 1;
    if (this.#sockets > 0) return;
    for (const resolve of this.#waiters) resolve();
    this.#waiters = [];
  }

  #complete(nowMs: number): void {
    const answer = this.#answer;
    const connection = this.#connection;
    const request = this.#request;
    if (connection === null || request === null) return;
    if (answer.reusable && connection.idle) connection.reusableUntilMs = nowMs + patienceOf(answer.fields.idleSeconds);
    else this.#drop();
    if (answer.fields.cookies !== null) for (const cookie of answer.fields.cookies) this.#cookies.take(cookie);

    const { judge, now } = this.#around;
    const { status, body, bodyBytes: bytes } = answer;
    const { encoding } = answer.fields;
    const { expectation, reading } = request;
    const failure = judge.judge(expectation, status, body, encoding);
    const sentAtMs = this.#waiting.startedAtMs;
    let outcome: Outcome;
    if (failure !== null) outcome = failedOutcome(failure, sentAtMs, nowMs, bytes);
    else if (reading === null) outcome = { kind: 'ok', sentAtMs, endedAtMs: nowMs, bytes };
    else outcome = { kind: 'ok', sentAtMs, endedAtMs: nowMs, bytes, told: judge.tell(reading, status, body, encoding) };
    // Only reading a body takes long enough to look at the clock again.
    this.#settle(outcome, request.needsBody ? now() : nowMs);
  }

  #expire(): void {
    this.#fail(this.#around.judge.late, this.#around.now());
  }

  /** Ends the operation in flight and its connection: what may still come of its answer is nobody else's. */
  #fail(failure: Failure, nowMs: number): void {
    this.#drop();
    this.#settle(failedOutcome(failure, this.#waiting.startedAtMs, nowMs, this.#answer.bodyBytes), nowMs);
  }

  /** The last step of every operation: whoever hears may at once perform the next one. */
  #settle(outcome: Outcome, nowMs: number): void {
    const hear = this.#hear;
    this.#around.deadlines.remove(this.#waiting);
    this.#hear = null;
    this.#request = null;
    hear?.(outcome, nowMs);
  }

  #drop(): void {
    this.#connection?.drop();
    this.#connection = null;
    this.#unsent = null;
  }
}

/** How long an idle connection is trusted, in ms: short of the time after which the other side ends it, or its end would be taken for a fault. */
function patienceOf(idleSeconds: number): number {
  return 1_000 * Math.max(idleSeconds - 1, idleSeconds / 2);
}
