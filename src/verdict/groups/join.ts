import type { Finding } from '../../model/finding.ts';
import { sayRuns } from './tell.ts';

/**
 * What was found in the run that is told, and what only the others found broken, oldest run first: a service that died once in six runs
 * died. What is broken says in how many of them.
 */
export function joinFindings(shown: readonly Finding[], others: readonly (readonly Finding[])[]): readonly Finding[] {
  if (others.length === 0) return shown;
  const runs = [...others, shown].map((findings) => findings.filter(({ kind }) => kind === 'broken'));
  const count = (id: string): number => runs.filter((findings) => findings.some((finding) => finding.id === id)).length;
  const own = new Set(runs.at(-1)?.map(({ id }) => id));
  const elsewhere = new Map(runs.flatMap((findings) => findings.map((finding) => [finding.id, finding] as const)));
  const added = [...elsewhere.values()].filter(({ id }) => !own.has(id));
  const kept = shown.filter(({ id, kind }) => kind === 'broken' || !elsewhere.has(id));
  return [...kept, ...added].map((finding) => {
    if (finding.kind !== 'broken' || finding.id.startsWith('regression.')) return finding;
    return { ...finding, evidence: [...finding.evidence, `Broken in ${count(finding.id)} of ${sayRuns(runs.length)} after.`] };
  });
}
