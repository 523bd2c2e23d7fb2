import type { Dispatcher } from 'undici';

import type { ErrorKind, Outcome } from '../../model/outcome.ts';
import { printBytes, printDuration } from '../../units/print.ts';
import type { CookieJar } from './cookies.ts';
import { decodeBody, encodingOf } from './decode.ts';
import type { CompiledExpectation } from './expectation.ts';
import { nameFailure, type Stage } from './failure.ts';

/** What an exchange needs of the session it belongs to. */
export interface ExchangeSurroundings {
  readonly now: () => number;
  readonly cookies: CookieJar;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  /** Called when the connection cannot be used any more. */
  readonly onBroken: () => void;
}

/** One request and its answer. The first cause of its end wins; whatever comes later is ignored. */
export class Exchange implements Dispatcher.DispatchHandlers {
  readonly outcome: Promise<Outcome>;
  readonly #expectation: CompiledExpectation;
  readonly #around: ExchangeSurroundings;
  readonly #resolve: (outcome: Outcome) => void;
  readonly #deadline: NodeJS.Timeout;
  #settled: boolean = false;
  #stage: Stage = 'unsent';
  /** NaN until something leaves: the request, or the packet that opens its connection. */
  #sentAtMs: number = Number.NaN;
  #fault: string | null = null;
  #bytes: number = 0;
  #body: Buffer[] | null = null;
  #encoding: string = '';
  #lostConnections: number = 0;

  constructor(expectation: CompiledExpectation, around: ExchangeSurroundings) {
    this.#expectation = expectation;
    this.#around = around;
    const { promise, resolve } = deferred();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#deadline = setTimeout(
      () => this.abandon('timeout', `no complete answer within ${printDuration(around.timeoutMs)}`),
      around.timeoutMs,
    );
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
  abandon(error: ErrorKind, detail: string): void {
    if (this.#settled) return;
    this.#fail(error, detail);
    this.#around.onBroken();
  }

  onConnect(): void {
    this.#stage = 'written';
    this.connecting();
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    if (status < 200 || this.#settled) return true;
    this.#stage = 'answering';
    this.#around.cookies.takeAll(headers);
    this.#fault = this.#expectation.checkStatus(status);
    if (this.#fault !== null || !this.#expectation.needsBody) return true;
    this.#body = [];
    this.#encoding = encodingOf(headers);
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#around.maxBodyBytes) this.abandon('too-large', `the answer passed ${printBytes(this.#around.maxBodyBytes)}`);
    else this.#body?.push(chunk);
    return true;
  }

  onComplete(): void {
    if (this.#fault !== null) return this.#fail('status', this.#fault);
    const wrong = this.#body === null ? null : this.#check(Buffer.concat(this.#body));
    if (wrong !== null) return this.#fail('assertion', wrong);
    this.#settle({ kind: 'ok', sentAtMs: this.#sentAt(), bytes: this.#bytes });
  }

  #check(body: Buffer): string | null {
    const decoded = decodeBody(body, this.#encoding, this.#around.maxBodyBytes);
    return decoded === null
      ? `the answer's encoding ${this.#encoding.slice(0, 20)} could not be undone`
      : this.#expectation.checkBody(decoded);
  }

  onError(error: Error): void {
    const failure = nameFailure(error, this.#stage);
    this.abandon(failure.error, failure.detail);
  }

  #fail(error: ErrorKind, detail: string): void {
    const line = detail.length <= 120 ? detail : `${detail.slice(0, 119)}…`;
    this.#settle({ kind: 'failed', sentAtMs: this.#sentAt(), bytes: this.#bytes, error, detail: line });
  }

  #settle(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#deadline);
    this.#body = null;
    this.#resolve(outcome);
  }

  /** A request that never left counts from its end. */
  #sentAt(): number {
    return Number.isNaN(this.#sentAtMs) ? this.#around.now() : this.#sentAtMs;
  }
}

function deferred(): { promise: Promise<Outcome>; resolve: (outcome: Outcome) => void } {
  let resolve: (outcome: Outcome) => void = () => undefined;
  const promise = new Promise<Outcome>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
