import type { Finding } from '../../model/finding.ts';

/** Said aloud, so that nobody takes silence for a clean bill; with no number, because it is no doubt about the run. */
export function unlooked(ended: 'died' | 'hung' | null): Finding {
  const sentence = `Whether the service leaks memory was not looked at: ${whys[ended ?? 'lived']}.`;
  return { kind: 'inconclusive', id: 'leak.memory', sentence, measured: null, limit: null, unit: 'B/operation', evidence: [] };
}

const whys = {
  died: 'it died before',
  hung: 'it got stuck before',
  lived: 'there was too little time, or its memory could not be seen. A longer budget may tell',
} as const;
