import type { Outcome } from '../../model/outcome.ts';
import type { Hear, Session, TemplateValues } from '../../model/session.ts';
import { closedInFlight, failedOutcome, refusal, refuse } from '../failure.ts';
import type { Deadlines, Waiting } from '../deadlines.ts';
import type { Address } from './address.ts';
import { outcomeOf, type Compiled, type Words } from './compile.ts';
import type { RedisFailure } from './failure.ts';
import { Link, type Listener } from './link.ts';

/** What all sessions of a driver share. */
export interface Shared {
  readonly operations: readonly Compiled[];
  readonly address: Address;
  readonly deadlines: Deadlines;
  readonly late: RedisFailure;
  readonly tooLarge: RedisFailure;
  readonly maxBytes: number;
  /** Whether operations are measured: whether they hit. */
  readonly measures: boolean;
  /** Why nothing can be performed at all; null while it can. */
  readonly unfit: () => RedisFailure | null;
  readonly now: () => number;
  /** Called once a session is closed and its sockets are gone. */
  readonly forget: (session: RedisSession) => void;
}

/** A user of Redis: one connection. A broken one is replaced by the next operation. */
export class RedisSession implements Session, Listener {
  readonly #shared: Shared;
  readonly #user: number;
  readonly #waiting: Waiting = {
    startedAtMs: 0,
    before: null,
    after: null,
    expire: () => this.#fail(this.#shared.late, this.#shared.now()),
  };
  #link: Link | null = null;
  #isOpen: boolean = false;
  #sent: readonly Words[] = [];
  /** The operation in flight: both or neither. */
  #operation: Compiled | null = null;
  #hear: Hear | null = null;
  #closed: boolean = false;
  /** Connections that are not gone yet, and who waits for that. */
  #links: number = 0;
  #waiters: (() => void)[] = [];

  constructor(shared: Shared, user: number) {
    this.#shared = shared;
    this.#user = user;
  }

  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    const { operations, deadlines, unfit } = this.#shared;
    if (this.#closed) return refuse(refusal('the session is closed'), nowMs, hear);
    if (this.#hear !== null) return refuse(refusal('the session is busy'), nowMs, hear);
    const compiled = operations[operation];
    if (compiled === undefined) return refuse(refusal('no such operation'), nowMs, hear);
    const trouble = unfit();
    if (trouble !== null) return refuse(trouble, nowMs, hear);

    this.#operation = compiled;
    this.#hear = hear;
    this.#sent = compiled.fill(values, this.#user);
    deadlines.add(this.#waiting, nowMs);
    if (this.#link !== null) return this.#link.send(this.#sent);
    this.#links += 1;
    this.#link = new Link(this.#shared.address, this.#shared.maxBytes, this.#shared.tooLarge, this);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#hear === null) this.#drop();
    else this.#fail(closedInFlight, this.#shared.now());
    if (this.#links > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    this.#shared.forget(this);
  }

  opened(): void {
    this.#isOpen = true;
    this.#link?.send(this.#sent);
  }

  answered(replies: readonly unknown[]): void {
    // An answer has ended when it arrived, not when we have read it.
    const nowMs = this.#shared.now();
    if (this.#operation === null) return this.#drop();
    const judged = this.#operation.judge(replies, this.#sent);
    switch (judged.kind) {
      case 'again':
        this.#sent = judged.commands;
        return this.#link?.send(judged.commands);
      case 'failed':
        if (judged.failure.error === 'refused') return this.#fail(judged.failure, nowMs);
        return this.#settle(this.#failed(judged.failure, nowMs), this.#shared.now());
      case 'ok':
        return this.#settle(
          outcomeOf(judged, this.#waiting.startedAtMs, nowMs, this.#link?.bytes ?? 0, this.#shared.measures),
          this.#shared.now(),
        );
      default:
        return judged satisfies never;
    }
  }

  failed(failure: RedisFailure): void {
    if (this.#hear === null) this.#drop();
    else this.#fail(failure, this.#shared.now());
  }

  gone(): void {
    this.#links -= 1;
    if (this.#links > 0) return;
    for (const resolve of this.#waiters) resolve();
    this.#waiters = [];
  }

  /** Ends the operation in flight and its connection: what may still come of its answer is nobody else's. */
  #fail(failure: RedisFailure, nowMs: number): void {
    const outcome = this.#failed(failure, nowMs);
    this.#drop();
    this.#settle(outcome, nowMs);
  }

  #failed(failure: RedisFailure, nowMs: number): Outcome {
    const bytes = this.#isOpen ? (this.#link?.bytes ?? 0) : 0;
    const outcome = failedOutcome(failure, this.#waiting.startedAtMs, nowMs, bytes);
    return failure.undone === true && outcome.kind === 'failed' ? { ...outcome, undone: true } : outcome;
  }

  /** The last step of every operation: whoever hears may at once perform the next one. */
  #settle(outcome: Outcome, nowMs: number): void {
    const hear = this.#hear;
    this.#shared.deadlines.remove(this.#waiting);
    this.#hear = null;
    this.#operation = null;
    hear?.(outcome, nowMs);
  }

  #drop(): void {
    this.#link?.drop();
    this.#link = null;
    this.#isOpen = false;
  }
}
