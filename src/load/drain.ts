import type { Scenario } from '../model/scenario.ts';

/** How long a load may go on after its end: an arrival may wait for a connection as long as its operation may then take. */
export function longestDrainMs({ model }: Scenario, timeoutMs: number): number {
  return model === 'open' ? 2 * timeoutMs : timeoutMs;
}
