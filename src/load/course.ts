import type { Scenario } from '../model/scenario.ts';

/** Which part of a load one engine carries: every `of`-th user or arrival, beginning with number `index`. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** When a run's measured time lies, on the engine's clock; its beginning may be brought forward while the warm-up lasts. */
export interface Course {
  readonly startMs: number;
  fromMs: number;
  /** No operation is meant to begin at or after this moment; one that waits in line may leave later. */
  toMs: number;
  stopped: boolean;
}

/** The users of a load, or those whose numbers its connections have, that one engine carries. */
export function usersOf(scenario: Scenario, { index, of }: Share): readonly number[] {
  const all = scenario.model === 'closed' ? scenario.users : scenario.connections;
  return Array.from({ length: Math.max(0, Math.ceil((all - index) / of)) }, (_, nth) => index + nth * of);
}
