import type { Outcome } from '../../model/outcome.ts';
import type { Session, TemplateValues } from '../../model/session.ts';
import { Connection } from './connection.ts';
import { CookieJar } from './cookies.ts';
import { Exchange, type ExchangeSurroundings } from './exchange.ts';
import type { CompiledRequest } from './request.ts';

/** What all sessions of a driver share. */
export interface HttpSettings {
  readonly origin: string;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly now: () => number;
}

/** A user over HTTP/1.1: one connection, its own cookies. A broken connection is replaced by the next operation. */
export class HttpSession implements Session {
  readonly #requests: readonly CompiledRequest[];
  readonly #settings: HttpSettings;
  readonly #around: ExchangeSurroundings;
  readonly #cookies: CookieJar = new CookieJar();
  readonly #closing: Set<Promise<void>> = new Set();
  #connection: Connection | null = null;
  #exchange: Exchange | null = null;
  #closed: boolean = false;

  constructor(requests: readonly CompiledRequest[], settings: HttpSettings) {
    this.#requests = requests;
    this.#settings = settings;
    const { now, timeoutMs, maxBodyBytes } = settings;
    this.#around = { now, timeoutMs, maxBodyBytes, cookies: this.#cookies, onBroken: () => this.#drop() };
  }

  async perform(operation: number, values: TemplateValues): Promise<Outcome> {
    const request = this.#requests[operation];
    if (request === undefined || this.#closed) return this.#unsent(request === undefined ? 'no such operation' : 'the session is closed');

    const exchange = new Exchange(request.expectation, this.#around);
    this.#exchange = exchange;
    try {
      this.#connection ??= new Connection(this.#settings.origin);
      this.#connection.send(request.prepare(values, this.#cookies.header), exchange);
    } catch (error) {
      exchange.onError(error instanceof Error ? error : new Error(String(error)));
    }
    return exchange.outcome;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#exchange?.abandon('reset', 'the session was closed');
    this.#drop();
    await Promise.all(this.#closing);
  }

  /** Lets the connection go in the background; close() waits for it. */
  #drop(): void {
    if (this.#connection === null) return;
    const gone: Promise<void> = this.#connection.close().finally(() => this.#closing.delete(gone));
    this.#closing.add(gone);
    this.#connection = null;
  }

  #unsent(detail: string): Outcome {
    return { kind: 'failed', sentAtMs: this.#settings.now(), bytes: 0, error: 'reset', detail };
  }
}
