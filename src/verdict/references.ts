import type { Finding } from '../model/finding.ts';

/**
 * Settles what only refers to another finding that tells the same cause: it is broken as long as that is, open where that is open, and held
 * where that holds, as a leak does that its limit allows. Where no such finding is, it stands for itself.
 */
export function settleReferences(findings: readonly Finding[]): readonly Finding[] {
  const told = new Map(findings.filter((finding) => !isReference(finding)).map((finding) => [finding.id, finding]));
  return findings.map((finding) => {
    if (!isReference(finding)) return finding;
    const { replay, toldBy, ...rest } = finding;
    const cause = told.get(toldBy);
    if (cause === undefined) return { ...rest, ...(replay === undefined ? {} : { replay }) };
    if (cause.kind === 'broken') return finding;
    const sentence = `${finding.sentence.replace(/\.$/, '')}, which is ${cause.kind === 'held' ? 'allowed' : 'not certain'}`;
    return { ...rest, kind: cause.kind, sentence };
  });
}

/** Whether a finding broke, but another tells why: it is not counted beside that. */
export function isReference(finding: Finding): finding is Reference {
  return finding.kind === 'broken' && finding.toldBy !== undefined && finding.toldBy !== finding.id;
}

type Reference = Extract<Finding, { readonly kind: 'broken' }> & { readonly toldBy: string };
