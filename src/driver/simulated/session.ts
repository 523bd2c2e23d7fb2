import type { ErrorKind, Outcome, Told } from '../../model/outcome.ts';
import type { Hear, Session, TemplateValues } from '../../model/session.ts';
import type { Ended, Request } from '../../simulation/request.ts';
import type { SimulatedService } from '../../simulation/service.ts';
import type { Deed } from '../../simulation/store.ts';
import type { Timeline } from '../../world.ts';
import { fillDeed, type Asking } from './asking.ts';
import { closedInFlight, failedOutcome, refusal, refuse, type Failure } from '../failure.ts';

/** What all sessions of a driver share. */
export interface Around {
  readonly service: SimulatedService;
  readonly time: Timeline;
  readonly asked: readonly Asking[];
  readonly hasPool: boolean;
  /** An operation begins, and will be given up when its time is over. */
  readonly began: () => void;
  readonly forget: (session: SimulatedSession) => void;
}

const unanswered: Failure = { error: 'timeout', detail: 'no answer in time' };
const refused: Failure = { error: 'refused', detail: 'nobody listens any more' };
const died: Failure = { error: 'reset', detail: 'the service died' };

/** A user of a simulated service; its connection is there for good with the first operation. */
export class SimulatedSession implements Session {
  readonly #around: Around;
  readonly #user: number;
  readonly #unwatch: () => void;
  #flight: Flight | null = null;
  #hear: Hear | null = null;
  #connected: boolean = false;
  #closed: boolean = false;

  constructor(around: Around, user: number) {
    this.#around = around;
    this.#user = user;
    this.#unwatch = around.service.onDeath(() => this.#fail(died));
  }

  /** When what is in flight began; Infinity when nothing is. */
  get sinceMs(): number {
    return this.#flight === null ? Number.POSITIVE_INFINITY : this.#flight.sentAtMs;
  }

  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    const { service, asked, began } = this.#around;
    const asking = asked[operation];
    if (this.#closed) return refuse(refusal('the session is closed'), nowMs, hear);
    if (this.#hear !== null) return refuse(refusal('the session is busy'), nowMs, hear);
    if (asking === undefined) return refuse(refusal('no such operation'), nowMs, hear);
    if (!service.lives) return refuse(refused, nowMs, hear);
    if (!this.#connected) service.connections += 1;
    this.#connected = true;
    const flight = new Flight(this, operation, this.#user, asking, nowMs, values);
    this.#flight = flight;
    this.#hear = hear;
    began();
    service.begin(flight);
  }

  /** Its time is over. What the service does with it nobody hears any more. */
  expire(): void {
    this.#fail(unanswered);
  }

  /** The service has answered; what nobody waits for any more is passed over. */
  answered(flight: Flight, nowMs: number): void {
    if (flight === this.#flight) this.#settle(this.#outcomeOf(flight, nowMs), nowMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#fail(closedInFlight);
    this.#unwatch();
    if (this.#connected) this.#around.service.connections -= 1;
    this.#connected = false;
    this.#around.forget(this);
  }

  #fail(failure: Failure): void {
    const nowMs = this.#around.time.now();
    if (this.#flight !== null) this.#settle(failedOutcome(failure, this.#flight.sentAtMs, nowMs, 0), nowMs);
  }

  #settle(outcome: Outcome, nowMs: number): void {
    const hear = this.#hear;
    this.#flight = null;
    this.#hear = null;
    hear?.(outcome, nowMs);
    // It may have been the last one that a load waited for.
    if (this.#flight === null) this.#around.time.stir();
  }

  #outcomeOf({ ended, sentAtMs, pooledMs, arrivedMs, asking, value, owner }: Flight, endedAtMs: number): Outcome {
    const { hasPool } = this.#around;
    const times = { sentAtMs, endedAtMs, bytes: 0, ...(hasPool ? { measured: [asking.pooled ? pooledMs - arrivedMs : Number.NaN] } : {}) };
    if (ended !== 'answered') return { kind: 'failed', ...times, error: ended, detail: sayFailure(ended), ...undoneBy(ended) };
    if (asking.deed === null && asking.token === null) return { kind: 'ok', ...times };
    const told: Told = { value, owner: asking.token?.(owner) ?? null, text: '' };
    return { kind: 'ok', ...times, told };
  }
}

/** One operation of a session on its way. */
class Flight implements Request {
  readonly #session: SimulatedSession;
  readonly asking: Asking;
  readonly sentAtMs: number;
  readonly operation: number;
  readonly user: number;
  readonly key: string;
  readonly deed: Deed | null;
  arrivedMs: number = 0;
  pooledMs: number = 0;
  ended: Ended = 'answered';
  value: string | null | undefined = undefined;
  owner: number;

  constructor(session: SimulatedSession, operation: number, user: number, asking: Asking, sentAtMs: number, values: TemplateValues) {
    this.#session = session;
    this.operation = operation;
    this.user = user;
    this.owner = user;
    this.asking = asking;
    this.sentAtMs = sentAtMs;
    this.key = asking.needsKey ? values.key : '';
    // The values are good for this step only.
    this.deed = fillDeed(asking, this.key, user, values);
  }

  hear(nowMs: number): void {
    this.#session.answered(this, nowMs);
  }
}

function sayFailure(kind: ErrorKind): string {
  return `a simulated failure: ${kind}`;
}

/** A database gives a transaction up without a trace. */
function undoneBy(kind: ErrorKind): { readonly undone?: true } {
  return kind === 'deadlock' || kind === 'serialization' ? { undone: true } : {};
}
