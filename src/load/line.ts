import type { OpenScenario } from '../model/scenario.ts';
import type { Course, Share } from './course.ts';
import { firstRate } from './pace/integral.ts';
import { openPace, type Pace } from './pace/open.ts';

/** The arrivals of an open load in the order they are due, as far as this engine's share goes. Holds none of them: they are computed as they come. */
export class Line {
  readonly #head: Schedule;
  /** A second reader of the same schedule: how many are due by now is how far it can read. */
  readonly #due: Schedule;
  /** A third, one ahead of the first. */
  readonly #then: Schedule;
  #taken: number = 0;
  #known: number = 0;
  #ended: boolean = false;

  constructor(scenario: OpenScenario, course: Course, share: Share) {
    this.#head = new Schedule(scenario, course, share);
    this.#due = new Schedule(scenario, course, share);
    this.#then = new Schedule(scenario, course, share);
    this.#then.advance();
  }

  /** When the first in line is or was due; Infinity when none is left. */
  get headMs(): number {
    return this.#ended ? Number.POSITIVE_INFINITY : this.#head.nextMs;
  }

  /** When the second in line is or was due. */
  get thenMs(): number {
    return this.#then.nextMs;
  }

  /** Takes the first out of the line and tells when it was due. */
  take(): number {
    const dueMs = this.#head.nextMs;
    this.#head.advance();
    this.#then.advance();
    this.#taken += 1;
    return dueMs;
  }

  /** How many are due and not taken. */
  lengthAt(nowMs: number): number {
    for (; this.#due.nextMs <= nowMs; this.#due.advance()) this.#known += 1;
    return this.#known - this.#taken;
  }

  /** Nobody comes any more, and who waits goes home. */
  end(): void {
    this.#ended = true;
  }

  /** The measured time has been brought forward. */
  measure(): void {
    const leapt = this.#head.measure();
    this.#due.measure();
    this.#then.measure();
    // Both are at the pattern's first now.
    if (leapt) this.#then.advance();
  }
}

/** Reads the arrivals of one share: at the first rate through the warm-up, then by the scenario's pattern. */
class Schedule {
  readonly #scenario: OpenScenario;
  readonly #course: Course;
  readonly #share: Share;
  #pace: Pace;
  #warming: boolean = true;
  /** Arrivals of others before the next one of ours. */
  #others: number;
  #offsetMs: number = 0;

  constructor(scenario: OpenScenario, course: Course, share: Share) {
    this.#scenario = scenario;
    this.#course = course;
    this.#share = share;
    this.#others = share.index;
    this.#pace = openPace({ pattern: 'constant', ratePerSecond: firstRate(scenario.arrivals) }, scenario.warmupMs, scenario.seed);
    this.advance();
  }

  /** Asked of the course each time: one that looks ahead is in the measured time before that is brought forward. */
  get nextMs(): number {
    return (this.#warming ? this.#course.startMs : this.#course.fromMs) + this.#offsetMs;
  }

  advance(): void {
    this.#offsetMs = this.#nextOfShare();
    this.measure();
  }

  /** Where the warm-up's arrivals reach the measured time, the pattern takes over; true when that was now. */
  measure(): boolean {
    if (!this.#warming || this.nextMs < this.#course.fromMs) return false;
    const { arrivals, durationMs, seed } = this.#scenario;
    this.#warming = false;
    this.#others = this.#share.index;
    this.#pace = openPace(arrivals, durationMs, seed);
    this.advance();
    return true;
  }

  #nextOfShare(): number {
    for (; this.#others > 0; this.#others--) this.#pace.next();
    this.#others = this.#share.of - 1;
    return this.#pace.next();
  }
}
