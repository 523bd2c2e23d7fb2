import { evaluate } from './evaluate.ts';
import { toText } from './fields.ts';
import { clean } from './frame.ts';
import type { Session } from './session.ts';

const mostKinds = 6;
const longestName = 40;
const mostResources = 1_000_000;

/** What a Node process waits for, as one line such as "keeps alive: 20 × TCPSocketWrap, 3 × Timeout"; empty when it does not answer. */
export async function readKeptAlive(session: Session, ms: number): Promise<readonly string[]> {
  return sayResources(await evaluate(session, 'process.getActiveResourcesInfo()', ms));
}

/** The most frequent kinds first. */
export function sayResources(resources: unknown): readonly string[] {
  if (!Array.isArray(resources)) return [];
  const counts = new Map<string, number>();
  for (const resource of resources.slice(0, mostResources)) {
    const name = clean(toText(resource), longestName);
    if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, a], [, b]) => b - a).slice(0, mostKinds);
  return kinds.length === 0 ? [] : [`keeps alive: ${kinds.map(([name, count]) => `${count} × ${name}`).join(', ')}`];
}
