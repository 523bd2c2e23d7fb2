import type { Flight } from './flight.ts';

/** What was seen when a service stopped answering and its load was taken away. */
export interface DrainTest {
  /** How long nothing had been answered when the load was stopped. */
  readonly silentMs: number;
  /** Answers before the silence. */
  readonly answered: number;
  /** In flight when the load was stopped. */
  readonly flights: readonly Flight[];
  /** How long was waited for them. */
  readonly waitedMs: number;
  /** Answered, or failed at the service's end, while it was waited. */
  readonly drained: number;
  readonly left: number;
  readonly probe: {
    /** Null where there is no address to ask at. */
    readonly path: string | null;
    /** How long another connection waited for the answer to this path; null when none came. */
    readonly answeredMs: number | null;
  };
  /** Mean number of threads that ran or wanted to while it was waited; null where the kernel does not say. */
  readonly runnable: number | null;
  /** Context switches a second of their own accord, then and before the load; null where the kernel does not say. */
  readonly switchesPerSecond: number | null;
  readonly idleSwitchesPerSecond: number | null;
  /** Threads by state and by what they wait in, a line each. */
  readonly threads: readonly string[];
  /** Where the program stood, innermost call first; empty where nobody could ask it. */
  readonly stack: readonly string[];
}
