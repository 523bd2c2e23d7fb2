import type { CallValues } from '../messages.ts';

/** What a function of the module is called with. */
export class Context {
  readonly user: number;
  readonly argument: unknown;
  readonly values: CallValues;
  readonly session: unknown;
  #controller: AbortController | null = null;
  #isAborted: boolean = false;

  constructor(user: number, argument: unknown, values: CallValues, session: unknown) {
    this.user = user;
    this.argument = argument;
    this.values = values;
    this.session = session;
  }

  /** Aborted when nobody waits for the call any more. Most never ask, and it costs more than the rest together. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isAborted) this.#controller.abort();
    return this.#controller.signal;
  }

  abort(): void {
    this.#isAborted = true;
    this.#controller?.abort();
  }
}
