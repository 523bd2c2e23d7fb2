import type { Hear, Session, TemplateValues } from '../../model/session.ts';
import { closedInFlight, refusal, refuse, type Failure } from '../failure.ts';
import { Flight, type Surroundings } from './flight.ts';

/** A user: one operation at a time, on whatever connection of the pool is free. */
export class PostgresSession implements Session {
  readonly #around: Surroundings;
  readonly #user: number;
  /** Why nothing can be performed at all; null where it can. */
  readonly #blocked: () => Failure | null;
  #flight: Flight | null = null;
  #closed: boolean = false;

  constructor(around: Surroundings, user: number, blocked: () => Failure | null) {
    this.#around = around;
    this.#user = user;
    this.#blocked = blocked;
  }

  perform(index: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    if (this.#closed) return refuse(refusal('the session is closed'), nowMs, hear);
    if (this.#flight !== null) return refuse(refusal('the session is busy'), nowMs, hear);
    const operation = this.#around.operations[index];
    if (operation === undefined) return refuse(refusal('no such operation'), nowMs, hear);
    const blocked = this.#blocked();
    if (blocked !== null) return refuse(blocked, nowMs, hear);
    this.#flight = new Flight(this.#around, operation, values, this.#user, nowMs, (outcome, endMs) => {
      this.#flight = null;
      hear(outcome, endMs);
    });
    return this.#flight.begin();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#flight?.abandon(closedInFlight);
    await this.#around.pool.settled();
  }
}
