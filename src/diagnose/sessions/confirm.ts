import type { Finding } from '../../model/finding.ts';

/** What one look at a session proves: a leaked secret is no noise. */
const provenOnce: ReadonlySet<string> = new Set(['sessions.isolation']);

/** Whether a finding has to be seen twice before it is believed. */
export function needsProof({ kind, id }: Finding): boolean {
  return kind === 'broken' && !provenOnce.has(id);
}

/** What was found, in the light of a second look at what was broken; null where there was none. */
export function confirmFindings(first: readonly Finding[], second: readonly Finding[] | null): readonly Finding[] {
  return first.map((finding) => (needsProof(finding) ? confirmed(finding, second?.find(({ id }) => id === finding.id) ?? null) : finding));
}

function confirmed(first: Finding, second: Finding | null): Finding {
  if (second?.kind === 'broken') return { ...second, evidence: [...second.evidence, 'measured twice, broken both times'] };
  const seenOnce = `seen once and not again: ${first.sentence}`;
  if (second?.kind === 'held') return { ...second, evidence: [...second.evidence, seenOnce] };
  const { id, sentence, measured, limit, unit, evidence } = first;
  const why = second === null || second.measured === null ? 'there was no time to look again' : 'a second look could not tell';
  return { kind: 'inconclusive', id, sentence: `${sentence}, but ${why}`, measured, limit, unit, evidence };
}
