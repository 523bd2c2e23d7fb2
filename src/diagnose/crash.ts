import type { Ending } from '../model/ending.ts';
import type { Finding } from '../model/finding.ts';
import type { PhaseName } from '../model/run.ts';
import { printBytes } from '../units/print.ts';
import { sayEnding } from '../words.ts';
import { findOutOfMemory } from './out-of-memory.ts';

/** A service's death under load. */
export interface Death {
  readonly ending: Ending;
  /** The phase it died in. */
  readonly during: PhaseName;
  readonly output: readonly string[];
  /** The command that runs the load it died of again; null when another finding has it. */
  readonly replay: string | null;
  /** Processes of its control group that the kernel killed for want of memory while it was measured; null where nobody counts them. */
  readonly oomKills?: number | null;
  /** Most memory that it held. */
  readonly peakRssBytes?: number | null;
}

const linesShown = 10;
const told: Readonly<Partial<Record<PhaseName, string>>> = {
  'warm-up': 'while it was warmed up',
  steady: 'under the reference load',
  operations: 'while its operations were measured one by one',
  scaling: 'under one number of users after another',
  consistency: 'while its answers were judged',
  isolation: 'while its answers were judged',
  sustained: 'under batch after batch of operations',
  properties: 'under a generated load',
  constraints: 'before it was put under any pressure',
  drain: 'after the load had stopped',
};

/** Whether the service lived through the run. */
export function findCrash(death: Death | null): Finding {
  const rest = { id: 'crash', measured: death === null ? 0 : 1, limit: 0, unit: 'count' } as const;
  if (death === null) return { ...rest, kind: 'held', sentence: 'The service lived through the run', evidence: [] };
  const { ending, during, output, replay, oomKills = null, peakRssBytes = null } = death;
  const want = findOutOfMemory(ending, output, oomKills);
  const cause =
    want === null ? '' : `: ${want.why}${peakRssBytes === null ? '' : `, with up to ${printBytes(peakRssBytes)} of memory in use`}`;
  const last = output.slice(-linesShown);
  // The line that says why may stand above a long stack.
  const telling = want === null || want.line === null || last.includes(want.line) ? [] : [want.line];
  return {
    ...rest,
    kind: 'broken',
    sentence: `The service ${sayEnding(ending)} ${told[during] ?? `during ${during}`}${cause}`,
    evidence: [...telling, ...last],
    ...(replay === null ? {} : { replay }),
  };
}
