// When an answer is due. A rule is made anew for every run, so that all runs meet the same delays in the same order.

export const rules = {
  /** Every answer after 5 ms. */
  fixed: () => (arrivedAt) => arrivedAt + 5,
  /** Every answer after a second: at 1 000 arrivals per second 1 000 are on their way. */
  second: () => (arrivedAt) => arrivedAt + 1_000,
  /** Every answer after 20 ms. */
  resets: () => (arrivedAt) => arrivedAt + 20,
  /** Median 5 ms, p95 18.6, p99 32.1: what a service looks like that mostly finds things in its cache. */
  lognormal: () => {
    const draw = seeded(20);
    return (arrivedAt) => arrivedAt + 5 * Math.exp(0.8 * normal(draw));
  },
  /** After 5 ms, but what is due while the server is frozen leaves when that ends. */
  freeze: () => (arrivedAt) => {
    const dueAt = arrivedAt + 5;
    const frozenAt = lastFreeze(dueAt);
    const thawsAt = frozenAt + freezeMs;
    // One after another in the order they came, a nanosecond apart.
    return dueAt < thawsAt ? thawsAt + (dueAt - frozenAt) * 1e-6 : dueAt;
  },
};

/** One freeze of `freezeMs` every `freezeEveryMs`, in the middle. */
export const freezeEveryMs = 5_000;
export const freezeMs = 500;

/** When the last freeze before `at` began. */
export function lastFreeze(at) {
  return Math.floor((at - freezeEveryMs / 2) / freezeEveryMs) * freezeEveryMs + freezeEveryMs / 2;
}

/** A standard normal number from two uniform ones (Box and Muller 1958). */
function normal(draw) {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

/** Uniform numbers in [0, 1) from a seed: mulberry32, in the public domain. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
