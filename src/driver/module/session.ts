import type { Hear, Session, TemplateValues } from '../../model/session.ts';
import { closedInFlight, failedOutcome, refusal, refuse, type Failure } from '../failure.ts';
import type { Deadlines, Waiting } from '../deadlines.ts';
import { valueAnswer } from '../reading.ts';
import { oneLine } from '../one-line.ts';
import { within } from '../within.ts';
import type { CompiledCall } from './call.ts';
import type { Answer, HostProcess } from './host-process.ts';
import type { Hosts } from './hosts.ts';

/** What all sessions of a driver share. */
export interface Around {
  readonly calls: readonly CompiledCall[];
  readonly hosts: Hosts;
  readonly deadlines: Deadlines;
  readonly tooLarge: Failure;
  /** How long the module may take to close a session. */
  readonly leaveMs: number;
  readonly now: () => number;
  /** Called when a session is closed. */
  readonly forget: (session: ModuleSession) => void;
}

/** A call on its way. */
interface Flight {
  readonly call: CompiledCall;
  readonly host: HostProcess;
  readonly number: number;
  readonly sentAtMs: number;
  readonly hear: Hear;
  /** Its time is over. */
  isLate: boolean;
}

/** A user of a module: one call at a time, in the one process of all users. */
export class ModuleSession implements Session {
  readonly #around: Around;
  readonly #user: number;
  readonly #waiting: Waiting = { startedAtMs: 0, before: null, after: null, expire: () => this.#expire() };
  #flight: Flight | null = null;
  #isClosed: boolean = false;

  constructor(around: Around, user: number) {
    this.#around = around;
    this.#user = user;
  }

  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    if (this.#isClosed) return refuse(refusal('the session is closed'), nowMs, hear);
    if (this.#flight !== null) return refuse(refusal('the session is busy'), nowMs, hear);
    const { calls, hosts, deadlines } = this.#around;
    const call = calls[operation];
    if (call === undefined) return refuse(refusal('no such operation'), nowMs, hear);
    const host = hosts.current();
    if (host.lost !== null) return refuse(host.lost, nowMs, hear);
    const number = hosts.nextNumber();
    const flight: Flight = { call, host, number, sentAtMs: nowMs, hear, isLate: false };
    this.#flight = flight;
    deadlines.add(this.#waiting, nowMs);
    const { uuid, n, key, last = null } = values;
    host.ask(
      {
        kind: 'call',
        number,
        user: this.#user,
        name: call.name,
        argument: call.argument?.text(values, this.#user) ?? null,
        values: { uuid, n, key, last },
        asks: call.asks,
      },
      (answer) => this.#complete(flight, answer),
    );
  }

  async close(): Promise<void> {
    this.end();
    await this.#leave();
  }

  /** Ends it at once, where the module itself is about to end: that closes all its sessions then. */
  end(): void {
    this.#isClosed = true;
    const flight = this.#flight;
    this.#around.forget(this);
    if (flight === null) return;
    flight.host.forget(flight.number);
    this.#fail(flight, closedInFlight, this.#around.now(), 0);
  }

  /** Lets the module close its session: not for ever. */
  async #leave(): Promise<void> {
    const { hosts, leaveMs } = this.#around;
    const host = hosts.standing;
    if (host === null || !host.hasSessions) return;
    const left = new Promise<void>((resolve) => {
      host.ask({ kind: 'leave', number: hosts.nextNumber(), user: this.#user }, () => resolve());
    });
    await within(left, leaveMs);
  }

  #complete(flight: Flight, answer: Answer): void {
    if (this.#flight !== flight || flight.isLate) return;
    const nowMs = this.#around.now();
    if (answer.kind === 'lost') return this.#fail(flight, answer.failure, nowMs, 0);
    if (answer.kind === 'failed') {
      const failure = answer.error === 'too-large' ? this.#around.tooLarge : { error: answer.error, detail: oneLine(answer.why) };
      return this.#fail(flight, failure, nowMs, 0);
    }
    const { call, sentAtMs, hear } = flight;
    const { document, bytes } = answer;
    const wrong = call.check(document);
    if (wrong !== null) return this.#fail(flight, { error: 'assertion', detail: wrong }, nowMs, bytes);
    this.#settle();
    const told = call.reading?.tell(valueAnswer(document));
    return hear(
      { kind: 'ok', sentAtMs, endedAtMs: nowMs, bytes, ...(told === undefined ? {} : { told }) },
      told === undefined ? nowMs : this.#around.now(),
    );
  }

  #expire(): void {
    const flight = this.#flight;
    this.#around.deadlines.remove(this.#waiting);
    if (flight === null) return;
    flight.isLate = true;
    const endedAtMs = this.#around.now();
    // What has come meanwhile is read first, signs of life among it: it may be we who were away.
    setImmediate(() => {
      if (this.#flight !== flight) return;
      this.#flight = null;
      flight.host.forget(flight.number);
      const failure = flight.host.sayLate();
      flight.hear(failedOutcome(failure, flight.sentAtMs, endedAtMs, 0), this.#around.now());
    });
  }

  #fail(flight: Flight, failure: Failure, endedAtMs: number, bytes: number): void {
    this.#settle();
    flight.hear(failedOutcome(failure, flight.sentAtMs, endedAtMs, bytes), this.#around.now());
  }

  /** Nothing is in flight any more. */
  #settle(): void {
    if (this.#flight?.isLate === false) this.#around.deadlines.remove(this.#waiting);
    this.#flight = null;
  }
}
