import { constants } from 'node:os';
import type { Ending } from './model/ending.ts';

/** How a process ended, to follow its name: `exited with status 1`. */
export function sayEnding(ending: Ending): string {
  if (ending.kind === 'killed') return `was killed by ${ending.signal}`;
  // A shell tells its child's signal as 128 + its number.
  const signal = Object.entries(constants.signals).find(([, number]) => number === ending.code - 128)?.[0];
  return `exited with status ${ending.code}${signal === undefined ? '' : ` (${signal})`}`;
}
