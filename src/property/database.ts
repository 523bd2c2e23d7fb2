import type { Finding } from '../model/finding.ts';
import { printCount } from '../units/print.ts';
import { judgeConnections, tellConnections, type ConnectionsSeen } from './connections.ts';

export const databaseId = 'property.database';

/** What is known of how a service deals with its connections. */
export interface DatabaseSeen {
  /** How users waited, with the command that shows it again; without one it is not known yet. */
  readonly coordination: Finding;
  /** Null where nobody could look, or where what was seen once was not seen again. */
  readonly connections: ConnectionsSeen | null;
  /** Whether right answers hang on these operations, and what was found of them. */
  readonly consistency: readonly Finding[];
  /** The command that shows a leak again. */
  readonly replay: string | null;
  readonly evidence: readonly string[];
}

/** Whether waits are bounded, no connection is lost or leaked, and no update lost: what was found elsewhere is referred to. */
export function databaseFinding({ coordination, connections, consistency, replay, evidence }: DatabaseSeen): Finding {
  const verdict = connections === null ? null : judgeConnections(connections);
  const facts = {
    id: databaseId,
    measured: coordination.measured,
    limit: coordination.limit,
    unit: coordination.unit,
    evidence: [
      `waits (coordination): ${coordination.sentence}`,
      ...(connections === null ? ['connections to others: nobody could look'] : [tellConnections(connections)]),
      ...(verdict?.kind === 'filling' ? ['they grew from load to load, but no more than a pool may that fills still'] : []),
      ...tellConsistency(consistency),
      ...evidence,
    ],
  };
  if (verdict?.kind === 'leaked') {
    const sentence = `Connections leak: ${printCount(verdict.more)} more are open when all is quiet than before, and more after each load`;
    return { ...facts, kind: 'broken', sentence, measured: verdict.more, limit: 0, unit: 'count', ...(replay === null ? {} : { replay }) };
  }
  const wrong = consistency.find(({ kind }) => kind === 'broken');
  for (const cause of [coordination, wrong]) {
    if (cause?.kind !== 'broken') continue;
    const { measured, limit, unit } = cause;
    const again = cause.replay === undefined ? {} : { replay: cause.replay };
    return { ...facts, kind: 'broken', sentence: plain(cause.sentence), measured, limit, unit, ...again, toldBy: cause.id };
  }
  if (coordination.kind === 'inconclusive') return { ...facts, kind: 'inconclusive', sentence: plain(coordination.sentence) };
  const looked = [
    'Waits are bounded',
    ...(connections === null ? ['none is lost'] : ['none is lost', 'no connection leaks']),
    ...(consistency.length > 0 && consistency.every(({ kind }) => kind === 'held') ? ['no update is lost'] : []),
  ];
  return { ...facts, kind: 'held', sentence: `${looked.slice(0, -1).join(', ')} and ${looked.at(-1)}` };
}

/** A line for each. */
function tellConsistency(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ id, kind, sentence }) => `${id} ${kind}: ${sentence}`);
}

function plain(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
