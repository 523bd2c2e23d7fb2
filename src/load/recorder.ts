import type { Measure } from '../model/measure.ts';
import type { LoadProgress, Warmup } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Scenario } from '../model/scenario.ts';
import { printDuration } from '../units/print.ts';
import type { Course } from './course.ts';
import { Distribution } from './distribution.ts';
import type { Flying } from './flying.ts';
import type { Recording, ThreadShares } from './recording.ts';
import { Tally } from './tally.ts';
import type { Block } from './warm-up.ts';
import { Windows } from './windows.ts';

/**
 * Counts what one engine does.
 *
 * An operation belongs to the measured time when its intended start lies in it, however late it ends: counting by the end
 * would leave out exactly the operations that a hanging service never answers. One that was begun in the warm-up is left
 * out, unless it outlasts the whole measured time and belongs to a user: then it is all that its user did there. Arrivals
 * of an open load come whatever hangs, so what was planned is what is counted.
 */
export class Recorder {
  readonly #course: Course;
  readonly #operations: readonly string[];
  readonly #model: Scenario['model'];
  readonly #tallies: readonly Tally[];
  readonly #lag: Distribution = new Distribution();
  readonly #late: Distribution = new Distribution();
  readonly #hiccups: Distribution = new Distribution();
  readonly #windows: Windows;
  #block: Distribution | null = new Distribution(2);
  #inFlight: number = 0;
  #peakInFlight: number = 0;
  #requests: number = 0;
  #errors: number = 0;
  #sentInTime: number = 0;
  #queued: number = 0;
  #longestQueue: number = 0;
  #unsent: number = 0;
  #connections: number = 0;
  #timedOut: number = 0;
  #slowestMs: number = -1;
  #closed: boolean = false;
  /** By operation: answers of any status since the start. */
  readonly #answered: Float64Array;
  /** By user of a closed load: operations that succeeded. */
  readonly #served: Uint32Array;

  constructor(
    course: Course,
    operations: readonly string[],
    model: Scenario['model'],
    users: number = 0,
    measures: readonly Measure[] = [],
  ) {
    this.#course = course;
    this.#operations = operations;
    this.#model = model;
    this.#tallies = operations.map(() => new Tally(measures));
    this.#windows = new Windows(course.toMs - course.fromMs);
    this.#answered = new Float64Array(operations.length);
    this.#served = new Uint32Array(users);
  }

  /** The warm-up is over. */
  measure(): void {
    this.#peakInFlight = this.#inFlight;
    this.#block = null;
  }

  /** Whatever ends from now on was cut off by us and is not counted. */
  close(): void {
    this.#closed = true;
  }

  begin(intendedMs: number): void {
    this.#inFlight += 1;
    if (intendedMs >= this.#course.fromMs && this.#inFlight > this.#peakInFlight) this.#peakInFlight = this.#inFlight;
  }

  /**
   * Counts an operation. It could have left at `readyMs`: its intended start, or the moment a connection it waited for was free. `user` is
   * negative where nobody's are counted.
   */
  end(operation: number, intendedMs: number, readyMs: number, outcome: Outcome, user: number = -1): void {
    this.#inFlight -= 1;
    const { sentAtMs, endedAtMs } = outcome;
    const responseMs = endedAtMs - intendedMs;
    if (isAnswer(outcome)) {
      this.#answered[operation] = (this.#answered[operation] ?? 0) + 1;
      if (endedAtMs - sentAtMs > this.#slowestMs) this.#slowestMs = endedAtMs - sentAtMs;
    } else if (outcome.kind === 'failed' && outcome.error === 'timeout') this.#timedOut += 1;
    if (this.#block !== null) this.#block.record(responseMs);
    if (!this.#counts(intendedMs, endedAtMs)) return;

    const failed = outcome.kind === 'failed';
    this.#requests += 1;
    if (failed) this.#errors += 1;
    else if (user >= 0) this.#served[user] = (this.#served[user] ?? 0) + 1;
    this.#tallies[operation]?.record(outcome, intendedMs);
    if (sentAtMs !== intendedMs) {
      this.#lag.record(sentAtMs - intendedMs);
      this.#late.record(sentAtMs - readyMs);
    }
    if (sentAtMs < this.#course.toMs) this.#sentInTime += 1;
    this.#windows.record(Math.max(0, intendedMs - this.#course.fromMs), responseMs, failed);
  }

  /** An arrival had to wait for a connection, and so many waited with it. */
  queue(intendedMs: number, length: number): void {
    const { fromMs, toMs } = this.#course;
    if (intendedMs < fromMs || intendedMs >= toMs) return;
    this.#queued += 1;
    if (length > this.#longestQueue) this.#longestQueue = length;
  }

  /** So many connections are open. */
  connected(count: number): void {
    this.#connections = count;
  }

  /** Counts an arrival that found no free connection before its deadline: a timeout, never sent. */
  giveUp(operation: number, intendedMs: number, nowMs: number, patienceMs: number): void {
    if (!this.#counts(intendedMs, nowMs)) return;
    const detail = `no connection became free within ${printDuration(patienceMs)}`;
    this.#requests += 1;
    this.#errors += 1;
    this.#queued += 1;
    this.#unsent += 1;
    this.#tallies[operation]?.giveUp(nowMs - intendedMs, detail);
    this.#lag.record(nowMs - intendedMs);
    this.#windows.record(Math.max(0, intendedMs - this.#course.fromMs), nowMs - intendedMs, true);
  }

  hiccups(hiccupsMs: readonly number[]): void {
    for (const hiccupMs of hiccupsMs) this.#hiccups.record(hiccupMs);
  }

  /** What was answered since the last block of the warm-up. */
  takeBlock(): Block {
    const block = this.#block;
    if (block === null) return { requests: 0, p50Ms: null };
    this.#block = new Distribution(2);
    return { requests: block.count, p50Ms: block.quantile(0.5) };
  }

  /** The moment as it is; what is in flight is known to whoever sent it. */
  progress(elapsedMs: number, flights: readonly Flying[]): LoadProgress {
    return {
      elapsedMs,
      measuring: this.#block === null,
      requests: this.#requests,
      errors: this.#errors,
      p95Ms: this.#windows.recentP95Ms(),
      inFlight: this.#inFlight,
      answered: this.#answered.reduce((sum, count) => sum + count, 0),
      timedOut: this.#timedOut,
      slowestMs: this.#slowestMs < 0 ? null : this.#slowestMs,
      flights: flights.map(({ operation, ...rest }) => ({
        operation: this.#operations[operation] ?? '',
        ...rest,
        answered: this.#answered[operation] ?? 0,
      })),
    };
  }

  /** Everything counted, for a measured time that lasted `durationMs`. */
  record(operations: readonly string[], durationMs: number, warmup: Warmup, thread: ThreadShares, ended: Recording['ended']): Recording {
    const prompt = this.#tallies.reduce((sum, tally) => sum + tally.prompt, 0);
    this.#lag.recordZeros(prompt);
    this.#late.recordZeros(prompt);
    return {
      operations: this.#tallies.map((tally, index) => tally.pack(operations[index] ?? '')),
      windows: this.#windows.pack(),
      lag: this.#lag.pack(),
      late: this.#late.pack(),
      hiccups: this.#hiccups.pack(),
      warmup,
      durationMs,
      peakInFlight: this.#peakInFlight,
      arrivals: {
        sentInTime: this.#sentInTime,
        queued: this.#queued,
        longestQueue: this.#longestQueue,
        unsent: this.#unsent,
        connections: this.#connections,
      },
      thread,
      ended,
      ...(this.#served.length === 0 ? {} : { served: this.#served }),
    };
  }

  #counts(intendedMs: number, endedAtMs: number): boolean {
    const { fromMs, toMs } = this.#course;
    return !this.#closed && intendedMs < toMs && (intendedMs >= fromMs || (this.#model === 'closed' && endedAtMs >= toMs));
  }
}

/** Whether the service said anything, whatever it said. */
function isAnswer(outcome: Outcome): boolean {
  return outcome.kind === 'ok' || (outcome.error !== 'timeout' && outcome.error !== 'refused' && outcome.error !== 'reset');
}
