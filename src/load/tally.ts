import type { ErrorExample, OperationObservation } from '../model/observation.ts';
import type { ErrorKind, Outcome } from '../model/outcome.ts';
import { Distribution } from './distribution.ts';

/** Enough to see what went wrong. */
const maxExamples = 5;

/** What one kind of operation has done so far. */
export class Tally {
  readonly #response: Distribution = new Distribution();
  readonly #service: Distribution = new Distribution();
  readonly #errorKinds: Map<ErrorKind, number> = new Map();
  readonly #examples: ErrorExample[] = [];
  #errors: number = 0;
  #bytes: number = 0;

  /** Counts one completed operation. */
  record(outcome: Outcome, responseMs: number, serviceMs: number): void {
    this.#response.record(responseMs);
    this.#service.record(serviceMs);
    this.#bytes += outcome.bytes;
    if (outcome.kind === 'ok') return;
    this.#errors += 1;
    this.#countErrors(outcome.error, 1);
    this.#keep(outcome);
  }

  /** Takes in another tally; the total is the sum of its parts by construction. */
  add(other: Tally): void {
    this.#response.add(other.#response);
    this.#service.add(other.#service);
    this.#errors += other.#errors;
    this.#bytes += other.#bytes;
    for (const [kind, count] of other.#errorKinds) this.#countErrors(kind, count);
    for (const example of other.#examples) this.#keep(example);
  }

  observe(name: string): OperationObservation {
    return {
      name,
      requests: this.#response.count,
      errors: this.#errors,
      errorKinds: Object.fromEntries(this.#errorKinds),
      errorExamples: [...this.#examples],
      bytes: this.#bytes,
      responseMs: this.#response.latency(),
      serviceMs: this.#service.latency(),
      histogram: this.#response.encode(),
    };
  }

  #countErrors(kind: ErrorKind, count: number): void {
    this.#errorKinds.set(kind, (this.#errorKinds.get(kind) ?? 0) + count);
  }

  /** Keeps examples that differ: five times the same one tells nothing. */
  #keep({ error, detail }: ErrorExample): void {
    if (this.#examples.length >= maxExamples || this.#examples.some((kept) => kept.error === error && kept.detail === detail)) return;
    this.#examples.push({ error, detail });
  }
}
