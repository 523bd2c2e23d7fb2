import type { Timeline } from '../../world.ts';

/** The timers of the event loop as a timeline, until it is closed: then nothing more happens. */
export function realTimeline(now: () => number): Timeline & { readonly close: () => void } {
  const timers = new Set<NodeJS.Timeout>();
  return {
    now,
    at: (atMs, call) => {
      const wait = (): void => {
        // A timer may fire early.
        const leftMs = atMs - now();
        const timer = setTimeout(
          () => {
            timers.delete(timer);
            if (atMs > now()) wait();
            else call();
          },
          Math.min(2 ** 31 - 1, Math.max(0, leftMs)),
        );
        // Whoever waits keeps the thread alive; a far event must not.
        timer.unref();
        timers.add(timer);
      };
      wait();
    },
    stir: () => undefined,
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
