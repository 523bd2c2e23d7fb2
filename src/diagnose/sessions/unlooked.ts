import type { Finding } from '../../model/finding.ts';

/** Said aloud, with no number, because it is no doubt about what was measured. */
export function unlooked(id: string, sentence: string): Finding {
  return { kind: 'inconclusive', id, sentence, measured: null, limit: null, unit: 'count', evidence: [] };
}
