import type { Hear, Session, TemplateValues } from '../../../model/session.ts';
import { CookieJar } from '../cookies.ts';
import { closedInFlight, refuse, refusal } from '../../failure.ts';
import type { HttpParts } from '../parts.ts';
import { Connection } from './connection.ts';
import type { Route } from './dispatcher.ts';
import { Exchange, type ExchangeSurroundings } from './exchange.ts';
import { prepare } from './prepare.ts';

/** A user over undici: one connection, its own cookies. A broken connection is replaced by the next operation. */
export class CompatSession implements Session {
  readonly #requests: HttpParts['requests'];
  readonly #route: Route;
  readonly #user: number;
  readonly #around: ExchangeSurroundings;
  readonly #cookies: CookieJar = new CookieJar();
  readonly #forget: () => void;
  readonly #closing: Set<Promise<void>> = new Set();
  #connection: Connection | null = null;
  #exchange: Exchange | null = null;
  #closed: boolean = false;

  /** `forget` is called once the session is closed and its sockets are gone. */
  constructor({ requests, settings, judge, now }: HttpParts, route: Route, user: number, forget: () => void) {
    this.#forget = forget;
    this.#requests = requests;
    this.#route = route;
    this.#user = user;
    this.#around = { now, timeoutMs: settings.timeoutMs, judge, cookies: this.#cookies, onBroken: () => this.#drop() };
  }

  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    const request = this.#requests[operation];
    if (this.#closed) return refuse(refusal('the session is closed'), nowMs, hear);
    if (this.#exchange !== null) return refuse(refusal('the session is busy'), nowMs, hear);
    if (request === undefined) return refuse(refusal('no such operation'), nowMs, hear);

    const exchange = new Exchange(request, this.#around, (outcome, laterMs) => {
      this.#exchange = null;
      hear(outcome, laterMs);
    });
    this.#exchange = exchange;
    try {
      this.#connection ??= new Connection(this.#route);
      this.#connection.send(prepare(request, values, this.#user, this.#cookies.header), exchange);
    } catch (error) {
      exchange.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#exchange?.abandon(closedInFlight);
    this.#drop();
    await Promise.all(this.#closing);
    this.#forget();
  }

  /** Lets the connection go in the background; close() waits for it. */
  #drop(): void {
    if (this.#connection === null) return;
    const gone: Promise<void> = this.#connection.close().finally(() => this.#closing.delete(gone));
    this.#closing.add(gone);
    this.#connection = null;
  }
}
