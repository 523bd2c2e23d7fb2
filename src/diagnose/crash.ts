import type { Ending } from '../model/ending.ts';
import type { Finding } from '../model/finding.ts';
import type { PhaseName } from '../model/run.ts';
import { sayEnding } from '../words.ts';

/** A service's death under load. */
export interface Death {
  readonly ending: Ending;
  /** The phase it died in. */
  readonly during: PhaseName;
  readonly output: readonly string[];
  /** The command that runs the load it died of again; null when another finding has it. */
  readonly replay: string | null;
}

const linesShown = 10;
const told: Readonly<Partial<Record<PhaseName, string>>> = {
  'warm-up': 'while it was warmed up',
  steady: 'under the reference load',
  properties: 'under a generated load',
  drain: 'after the load had stopped',
};

/** Whether the service lived through the run. */
export function findCrash(death: Death | null): Finding {
  const rest = { id: 'crash', measured: death === null ? 0 : 1, limit: 0, unit: 'count' } as const;
  if (death === null) return { ...rest, kind: 'held', sentence: 'The service lived through the run', evidence: [] };
  const { ending, during, output, replay } = death;
  return {
    ...rest,
    kind: 'broken',
    sentence: `The service ${sayEnding(ending)} ${told[during] ?? `during ${during}`}`,
    evidence: output.slice(-linesShown),
    ...(replay === null ? {} : { replay }),
  };
}
