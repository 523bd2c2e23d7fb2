import type { Finding } from '../model/finding.ts';

/**
 * The findings on right answers that have to do with these operations: those whose proof shows one of them, and those that show none,
 * because they rest on all.
 */
export function concerning(findings: readonly Finding[], operations: readonly string[]): readonly Finding[] {
  return findings.filter(({ id, evidence }) => {
    if (!id.startsWith('consistency.')) return false;
    const shown = evidence.flatMap((line) => /^user \d+ (.{1,50}?): /.exec(line)?.[1] ?? []);
    // Where names are long the proof shows only their beginning.
    return shown.length === 0 || shown.some((name) => operations.some((own) => own === name || own.startsWith(name.replace(/\.{3}$/, ''))));
  });
}
