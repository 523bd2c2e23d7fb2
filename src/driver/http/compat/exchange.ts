import type { Dispatcher } from 'undici';

import type { Outcome } from '../../../model/outcome.ts';
import type { Hear } from '../../../model/session.ts';
import type { CookieJar } from '../cookies.ts';
import { encodingOf } from '../decode.ts';
import { failedOutcome, type Failure } from '../../failure.ts';
import type { Judge } from '../judge.ts';
import type { CompiledRequest } from '../request.ts';
import { nameFailure, type Stage } from './name-failure.ts';

/** What an exchange needs of the session it belongs to. */
export interface ExchangeSurroundings {
  readonly now: () => number;
  readonly cookies: CookieJar;
  readonly timeoutMs: number;
  readonly judge: Judge;
  /** Called when the connection cannot be used any more. */
  readonly onBroken: () => void;
}

/** One request and its answer. The first cause of its end wins; whatever comes later is ignored. */
export class Exchange implements Dispatcher.DispatchHandlers {
  readonly #request: CompiledRequest;
  readonly #around: ExchangeSurroundings;
  readonly #hear: Hear;
  readonly #deadline: NodeJS.Timeout;
  #settled: boolean = false;
  #stage: Stage = 'unsent';
  /** NaN until something leaves: the request, or the packet that opens its connection. */
  #sentAtMs: number = Number.NaN;
  #status: number = 0;
  #bytes: number = 0;
  #body: Buffer[] | null = null;
  #encoding: string = '';
  #lostConnections: number = 0;

  constructor(request: CompiledRequest, around: ExchangeSurroundings, hear: Hear) {
    this.#request = request;
    this.#around = around;
    this.#hear = hear;
    this.#deadline = setTimeout(() => this.abandon(around.judge.late), around.timeoutMs);
  }

  /** A connection is being opened for this request: that is its first packet to leave. */
  connecting(): void {
    if (Number.isNaN(this.#sentAtMs)) this.#sentAtMs = this.#around.now();
  }

  /** The connection went away. Before the request is written undici opens another; a service that never lets us write ends that. */
  disconnected(error: Error): void {
    this.#lostConnections += 1;
    if (this.#stage === 'unsent' && this.#lostConnections >= 3) this.onError(error);
  }

  /** Ends the exchange and its connection. */
  abandon(failure: Failure): void {
    if (this.#settled) return;
    const endedAtMs = this.#around.now();
    // First of all, because undici tells of a connection's end while it is being let go; and last the hearing of it,
    // because whoever hears may at once perform the next operation.
    this.#settled = true;
    this.#around.onBroken();
    this.#tell(failedOutcome(failure, this.#sentAtMs, endedAtMs, this.#bytes));
  }

  onConnect(): void {
    this.#stage = 'written';
    this.connecting();
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    if (status < 200 || this.#settled) return true;
    this.#stage = 'answering';
    this.#status = status;
    this.#around.cookies.takeAll(headers);
    if (!this.#request.needsBody) return true;
    this.#body = [];
    this.#encoding = encodingOf(headers);
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    const { judge } = this.#around;
    if (this.#bytes > judge.maxBodyBytes) this.abandon(judge.tooLarge);
    else this.#body?.push(chunk);
    return true;
  }

  onComplete(): void {
    if (this.#settled) return;
    const endedAtMs = this.#around.now();
    const body = this.#body === null ? null : Buffer.concat(this.#body);
    const { judge } = this.#around;
    const { expectation, reading } = this.#request;
    const failure = judge.judge(expectation, this.#status, body, this.#encoding);
    this.#settled = true;
    if (failure !== null) return this.#tell(failedOutcome(failure, this.#sentAtMs, endedAtMs, this.#bytes));
    this.#tell({
      kind: 'ok',
      sentAtMs: this.#sentAtMs,
      endedAtMs,
      bytes: this.#bytes,
      ...(reading === null ? {} : { told: judge.tell(reading, this.#status, body, this.#encoding) }),
    });
  }

  onError(error: Error): void {
    this.abandon(nameFailure(error, this.#stage));
  }

  #tell(outcome: Outcome): void {
    clearTimeout(this.#deadline);
    this.#body = null;
    this.#hear(outcome, this.#around.now());
  }
}
