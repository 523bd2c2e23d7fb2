import type { LoadProgress, Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Scenario } from '../model/scenario.ts';
import { Distribution } from './distribution.ts';
import { Tally } from './tally.ts';
import { windowMs, Windows } from './windows.ts';

/** The measured time of a run on the engine's clock. */
export interface MeasuredTime {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How the engine's own thread fared. */
export interface ThreadShares {
  readonly utilisation: number;
  readonly runQueueShare: number | null;
}

/**
 * Counts what the users do.
 *
 * An operation belongs to the measured time when its intended start lies in it, however late it ends: counting by the end
 * would leave out exactly the operations that a hanging service never answers. One that was begun in the warm-up is left
 * out, unless it outlasts the whole measured time: then it is all that its user did there.
 */
export class Recorder {
  readonly #time: MeasuredTime;
  readonly #tallies: Map<string, Tally> = new Map();
  readonly #lag: Distribution = new Distribution();
  readonly #windows: Windows;
  #inFlight: number = 0;
  #peakInFlight: number = 0;
  #requests: number = 0;
  #errors: number = 0;
  #closed: boolean = false;

  constructor(time: MeasuredTime) {
    this.#time = time;
    this.#windows = new Windows(time.toMs - time.fromMs);
  }

  /** The warm-up is over. */
  open(): void {
    this.#peakInFlight = this.#inFlight;
  }

  /** Whatever ends from now on was cut off by us and is not counted. */
  close(): void {
    this.#closed = true;
  }

  begin(intendedMs: number): void {
    this.#inFlight += 1;
    if (intendedMs >= this.#time.fromMs && this.#inFlight > this.#peakInFlight) this.#peakInFlight = this.#inFlight;
  }

  end(name: string, intendedMs: number, outcome: Outcome, endedMs: number): void {
    this.#inFlight -= 1;
    const { fromMs, toMs } = this.#time;
    if (this.#closed || intendedMs >= toMs || (intendedMs < fromMs && endedMs < toMs)) return;

    const responseMs = endedMs - intendedMs;
    const failed = outcome.kind === 'failed';
    this.#requests += 1;
    if (failed) this.#errors += 1;
    this.#tally(name).record(outcome, responseMs, endedMs - outcome.sentAtMs);
    this.#lag.record(outcome.sentAtMs - intendedMs);
    this.#windows.record(Math.max(0, intendedMs - fromMs), responseMs, failed);
  }

  progress(elapsedMs: number): LoadProgress {
    return { elapsedMs, requests: this.#requests, errors: this.#errors, p95Ms: this.#windows.recentP95Ms() };
  }

  /** Everything counted, for a measured time that lasted `durationMs`; operations in the order of `names`. */
  observe(
    scenario: Scenario,
    names: readonly string[],
    durationMs: number,
    shares: ThreadShares,
    ended: 'complete' | 'stopped',
  ): Observation {
    const total = new Tally();
    for (const tally of this.#tallies.values()) total.add(tally);
    const windows = this.#windows.observe(durationMs);
    const fullMs = windowMs(scenario.durationMs) * (1 - 1e-6);
    const rates = windows.filter((window) => window.durationMs >= fullMs).map((window) => perSecond(window.requests, window.durationMs));
    const averageRatePerSecond = perSecond(this.#requests, durationMs);
    return {
      scenario,
      durationMs,
      operations: names.flatMap((name) => this.#tallies.get(name)?.observe(name) ?? []),
      total: total.observe('all'),
      windows,
      averageRatePerSecond,
      peakRatePerSecond: rates.length === 0 ? averageRatePerSecond : Math.max(...rates),
      peakInFlight: this.#peakInFlight,
      generator: { ...shares, lagMs: this.#lag.latency() },
      ended,
    };
  }

  #tally(name: string): Tally {
    let tally = this.#tallies.get(name);
    if (tally === undefined) {
      tally = new Tally();
      this.#tallies.set(name, tally);
    }
    return tally;
  }
}

function perSecond(count: number, durationMs: number): number {
  return durationMs > 0 ? (count / durationMs) * 1_000 : 0;
}
