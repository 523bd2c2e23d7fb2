import type { ErrorExample, OperationObservation } from '../model/observation.ts';
import type { Measure } from '../model/measure.ts';
import type { ErrorKind, Outcome } from '../model/outcome.ts';
import { Distribution } from './distribution.ts';
import { Gauges } from './gauges.ts';
import type { PackedTally } from './recording.ts';

/** Enough to see what went wrong. */
const maxExamples = 5;

/** What one kind of operation has done so far. */
export class Tally {
  /** Operations that left at their intended start: their response time is their service time, so one record is enough. */
  readonly #prompt: Distribution = new Distribution();
  readonly #lateResponse: Distribution = new Distribution();
  readonly #lateService: Distribution = new Distribution();
  readonly #errorKinds: Map<ErrorKind, number> = new Map();
  readonly #examples: ErrorExample[] = [];
  readonly #gauges: Gauges;
  #errors: number = 0;
  #bytes: number = 0;

  constructor(measures: readonly Measure[] = []) {
    this.#gauges = new Gauges(measures);
  }

  /** How many of the operations left at their intended start exactly. */
  get prompt(): number {
    return this.#prompt.count;
  }

  /** Counts one completed operation. */
  record(outcome: Outcome, intendedMs: number): void {
    const responseMs = outcome.endedAtMs - intendedMs;
    if (outcome.sentAtMs === intendedMs) this.#prompt.record(responseMs);
    else {
      this.#lateResponse.record(responseMs);
      this.#lateService.record(outcome.endedAtMs - outcome.sentAtMs);
    }
    this.#bytes += outcome.bytes;
    if (outcome.measured !== undefined) this.#gauges.record(outcome.measured);
    if (outcome.kind === 'failed') this.#fail(outcome.error, outcome.detail);
  }

  /** Counts an operation that was never sent: a timeout, of which there is no service time. */
  giveUp(responseMs: number, detail: string): void {
    this.#lateResponse.record(responseMs);
    this.#fail('timeout', detail);
  }

  /** Takes in another tally: the total is the sum of its parts by construction. */
  join(other: Tally): void {
    this.#prompt.add(other.#prompt);
    this.#lateResponse.add(other.#lateResponse);
    this.#lateService.add(other.#lateService);
    this.#gauges.join(other.#gauges);
    this.#take(other.#errors, other.#bytes, other.#errorKinds, other.#examples);
  }

  /** Takes in what another engine counted. */
  add(packed: PackedTally): void {
    this.#lateResponse.addPacked(packed.response);
    this.#lateService.addPacked(packed.service);
    if (packed.measures !== undefined) this.#gauges.add(packed.measures);
    this.#take(packed.errors, packed.bytes, packed.errorKinds, packed.errorExamples);
  }

  pack(name: string): PackedTally {
    const measures = this.#gauges.pack();
    return {
      name,
      errors: this.#errors,
      errorKinds: [...this.#errorKinds],
      errorExamples: [...this.#examples],
      bytes: this.#bytes,
      response: this.#sum(this.#lateResponse).pack(),
      service: this.#sum(this.#lateService).pack(),
      ...(measures.length === 0 ? {} : { measures }),
    };
  }

  observe(name: string): OperationObservation {
    const response = this.#sum(this.#lateResponse);
    const measures = this.#gauges.observe();
    return {
      name,
      requests: response.count,
      errors: this.#errors,
      errorKinds: Object.fromEntries(this.#errorKinds),
      errorExamples: [...this.#examples],
      bytes: this.#bytes,
      responseMs: response.latency(),
      serviceMs: this.#sum(this.#lateService).latency(),
      histogram: response.encode(),
      ...(measures.length === 0 ? {} : { measures }),
    };
  }

  #take(errors: number, bytes: number, kinds: Iterable<readonly [kind: ErrorKind, count: number]>, examples: Iterable<ErrorExample>): void {
    this.#errors += errors;
    this.#bytes += bytes;
    for (const [kind, count] of kinds) this.#countErrors(kind, count);
    for (const { error, detail } of examples) this.#keep(error, detail);
  }

  /** All operations, by one of the two times of those that left late. To be read only: it may be one of the parts. */
  #sum(late: Distribution): Distribution {
    if (late.count === 0) return this.#prompt;
    if (this.#prompt.count === 0) return late;
    const sum = new Distribution();
    sum.add(this.#prompt);
    sum.add(late);
    return sum;
  }

  #fail(error: ErrorKind, detail: string): void {
    this.#errors += 1;
    this.#countErrors(error, 1);
    this.#keep(error, detail);
  }

  #countErrors(kind: ErrorKind, count: number): void {
    this.#errorKinds.set(kind, (this.#errorKinds.get(kind) ?? 0) + count);
  }

  /** Keeps examples that differ: five times the same one tells nothing. */
  #keep(error: ErrorKind, detail: string): void {
    if (this.#examples.length >= maxExamples || this.#examples.some((kept) => kept.error === error && kept.detail === detail)) return;
    this.#examples.push({ error, detail });
  }
}
