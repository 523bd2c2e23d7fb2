import type { Ending } from '../model/ending.ts';
import type { Finding } from '../model/finding.ts';
import type { PhaseName } from '../model/run.ts';

/** Whether the service lived through the run; `during` names the phase it died in. */
export function findCrash(ending: Ending | null, during: PhaseName, output: readonly string[]): Finding {
  const rest = { id: 'crash', measured: ending === null ? 0 : 1, limit: 0, unit: 'count' } as const;
  if (ending === null) return { ...rest, kind: 'held', sentence: 'The service lived through the run', evidence: [] };
  return { ...rest, kind: 'broken', sentence: `The service ${sayEnding(ending)} during ${during}`, evidence: output.slice(-10) };
}

/** An ending in words that follow "the service". */
function sayEnding(ending: Ending): string {
  return ending.kind === 'exited' ? `exited with code ${ending.code}` : `was killed by ${ending.signal}`;
}
