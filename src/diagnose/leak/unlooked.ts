import type { Finding } from '../../model/finding.ts';
import { whyEnded, type Ended } from '../ended.ts';

/** Said aloud, so that nobody takes silence for a clean bill; with no number, because it is no doubt about the run. */
export function unlooked(ended: Ended | null): Finding {
  const why = ended === null ? 'there was too little time, or its memory could not be seen. A longer budget may tell' : whyEnded[ended];
  const sentence = `Whether the service leaks memory was not looked at: ${why}.`;
  return { kind: 'inconclusive', id: 'leak.memory', sentence, measured: null, limit: null, unit: 'B/operation', evidence: [] };
}
