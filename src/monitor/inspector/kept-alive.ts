import { evaluate } from './evaluate.ts';
import { clean } from './frame.ts';
import type { Session } from './session.ts';

const mostKinds = 6;
const mostResources = 1_000_000;

/** What a Node process waits for, as one line such as "keeps alive: 20 × TCPSocketWrap, 3 × Timeout"; empty when it does not answer. */
export async function readKeptAlive(session: Session, ms: number): Promise<readonly string[]> {
  return sayResources(await evaluate(session, 'process.getActiveResourcesInfo()', ms));
}

/** The most frequent kinds first. */
export function sayResources(resources: unknown): readonly string[] {
  if (!Array.isArray(resources)) return [];
  const counts = new Map<string, number>();
  for (const name of resources.slice(0, mostResources))
    if (typeof name === 'string') counts.set(clean(name).slice(0, 40), (counts.get(clean(name).slice(0, 40)) ?? 0) + 1);
  const kinds = [...counts].sort(([, a], [, b]) => b - a).slice(0, mostKinds);
  return kinds.length === 0 ? [] : [`keeps alive: ${kinds.map(([name, count]) => `${count} × ${name}`).join(', ')}`];
}
