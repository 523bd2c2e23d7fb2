import type { Window } from '../model/observation.ts';
import { Distribution } from './distribution.ts';
import type { PackedWindow } from './recording.ts';

interface Slice {
  requests: number;
  errors: number;
  readonly response: Distribution;
}

/** Width of a window: a twentieth of the measured time, at least 100 ms. */
export function windowMs(durationMs: number): number {
  return Math.max(100, durationMs / 20);
}

/** A remainder below a microsecond is rounding. */
function countOf(durationMs: number, widthMs: number): number {
  return Math.ceil(durationMs / widthMs - 1e-6);
}

/** The measured time in slices. An operation belongs to the slice of its intended start, so the slices add up to the total. */
export class Windows {
  readonly #widthMs: number;
  readonly #last: number;
  readonly #slices: Slice[] = [];

  constructor(durationMs: number) {
    this.#widthMs = windowMs(durationMs);
    this.#last = countOf(durationMs, this.#widthMs) - 1;
  }

  /** Counts an operation that was meant to start `atMs` into the measured time. */
  record(atMs: number, responseMs: number, failed: boolean): void {
    // A hair before the end, rounding would carry it into a window that is none.
    const slice = this.#at(Math.min(this.#last, Math.floor(atMs / this.#widthMs)));
    slice.requests += 1;
    if (failed) slice.errors += 1;
    slice.response.record(responseMs);
  }

  /** p95 of the newest window that has enough operations. */
  recentP95Ms(): number | null {
    for (let index = this.#slices.length - 1; index >= 0; index--) {
      const p95 = this.#slices[index]?.response.quantile(0.95) ?? null;
      if (p95 !== null) return p95;
    }
    return null;
  }

  pack(): readonly PackedWindow[] {
    return this.#slices.map(({ requests, errors, response }) => ({ requests, errors, response: response.pack() }));
  }

  /** Takes in what another engine counted in the same measured time. */
  add(packed: readonly PackedWindow[]): void {
    for (const [index, { requests, errors, response }] of packed.entries()) {
      const slice = this.#at(index);
      slice.requests += requests;
      slice.errors += errors;
      slice.response.addPacked(response);
    }
  }

  /** All windows of a measured time that lasted `durationMs`; the last may be shorter. */
  observe(durationMs: number): readonly Window[] {
    return Array.from({ length: countOf(durationMs, this.#widthMs) }, (_, index) => {
      const startMs = index * this.#widthMs;
      const { requests, errors, response } = this.#at(index);
      const quantiles = { p50Ms: response.quantile(0.5), p95Ms: response.quantile(0.95) };
      return { startMs, durationMs: Math.min(this.#widthMs, durationMs - startMs), requests, errors, ...quantiles };
    });
  }

  #at(index: number): Slice {
    for (let next = this.#slices.length; next <= index; next++) {
      // Two digits: a window's p95 is good to 1 %, and its histogram takes 13 KB instead of 94.
      this.#slices.push({ requests: 0, errors: 0, response: new Distribution(2) });
    }
    return this.#slices[index] ?? { requests: 0, errors: 0, response: new Distribution(2) };
  }
}
