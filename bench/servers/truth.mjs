import { quantile } from '../spread.mjs';
import { freezeEveryMs, freezeMs, lastFreeze } from './delays.mjs';

/** What a server knows about its own answers: when each request was read and how long until its answer had been written, in ms. */
export class Truth {
  #arrivedAt = [];
  #tookMs = [];
  #lastArrivalAt = 0;
  /** By the start of each freeze: how long the server took, after it, to write out all it had held back. */
  #thawedMs = new Map();

  record(arrivedAt, writtenAt) {
    this.#lastArrivalAt = Math.max(this.#lastArrivalAt, arrivedAt);
    this.#arrivedAt.push(arrivedAt);
    this.#tookMs.push(writtenAt - arrivedAt);
  }

  /** That an answer held back by a freeze was written. */
  recordHeld(dueAt, writtenAt) {
    const frozenAt = lastFreeze(dueAt);
    this.#thawedMs.set(frozenAt, writtenAt - (frozenAt + freezeMs));
  }

  /** Quantiles over all requests of the last `windowMs`, counted back from the last arrival: exact, nothing is put into buckets. */
  ofLast(windowMs) {
    const since = this.#lastArrivalAt - windowMs;
    return tell(this.#tookMs.filter((_, request) => this.#arrivedAt[request] > since));
  }

  /**
   * What a client would see whose arrivals know nothing of the freezes, spread evenly over as many whole periods as `windowMs` has,
   * with the last freezes as they were. One that arrives when a share `u` of the freeze is over waits for the rest of it, and then for
   * those that came before it: 5 ms + (1 - u) × freeze + u × thaw. All others wait 5 ms.
   */
  ofFreezes(windowMs) {
    const stepMs = 0.1;
    const thaws = [...this.#thawedMs.values()].slice(-Math.round(windowMs / freezeEveryMs));
    const waits = thaws.flatMap((thawMs) => {
      const arrivals = freezeMs / stepMs;
      return Array.from({ length: arrivals }, (_, arrival) => 5 + freezeMs + ((thawMs - freezeMs) * (arrival + 0.5)) / arrivals);
    });
    const others = Array.from({ length: windowMs / stepMs - waits.length }, () => 5);
    return tell([...others, ...waits]);
  }
}

function tell(tookMs) {
  const sorted = Float64Array.from(tookMs).sort();
  const [p50, p90, p95, p99, max] = [0.5, 0.9, 0.95, 0.99, 1].map((share) => quantile(sorted, share));
  return { requests: sorted.length, responseMs: { p50, p90, p95, p99, max } };
}
