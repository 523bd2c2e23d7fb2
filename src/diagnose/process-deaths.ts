import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import { printCount } from '../units/print.ts';

/** Operations that ended because the process died that performed them: a module's, a session's, a command's. */
export interface ProcessDeaths {
  readonly lost: number;
  /** All operations of the same loads. */
  readonly operations: number;
  /** `operation: how its process ended`, each once; hostile text. */
  readonly examples: readonly string[];
}

export const noDeaths: ProcessDeaths = { lost: 0, operations: 0, examples: [] };

const mostExamples = 6;

/** What one load adds. */
export function countDeaths({ total, operations }: Pick<Observation, 'total' | 'operations'>): ProcessDeaths {
  const examples = operations.flatMap(({ name, errorExamples }) =>
    errorExamples.flatMap(({ error, detail }) => (error === 'crash' ? [`${name}: ${detail}`] : [])),
  );
  return { lost: total.errorKinds.crash ?? 0, operations: total.requests, examples };
}

export function addDeaths(seen: readonly ProcessDeaths[]): ProcessDeaths {
  return {
    lost: seen.reduce((sum, { lost }) => sum + lost, 0),
    operations: seen.reduce((sum, { operations }) => sum + operations, 0),
    examples: [...new Set(seen.flatMap(({ examples }) => examples))].slice(0, mostExamples),
  };
}

/**
 * Whether the processes that perform operations live through them. They are begun anew, so that a load goes on and a limit of errors may
 * hold; but who dies of one operation in a thousand is no more sound than a service that does. `replay` runs the reference load again.
 */
export function findProcessDeaths({ lost, operations, examples }: ProcessDeaths, replay: string): Finding {
  const facts = { id: 'crash.process', measured: lost, limit: 0, unit: 'count', evidence: examples } as const;
  if (lost === 0) return { ...facts, kind: 'held', sentence: 'No process died of what it was asked' };
  const sentence = `The process behind ${printCount(lost)} of ${printCount(operations)} operations died before they were done`;
  return { ...facts, kind: 'broken', sentence, replay };
}
