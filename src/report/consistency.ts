import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { joined, type Phrase, read, words } from './phrase.ts';

const mostPhases = 4;
const judging: ReadonlySet<string> = new Set(['consistency', 'isolation', 'fairness', 'coordination']);
const mostFindings = 12;

/** Whether a finding says if users were served rightly: its evidence is laid out in columns. */
export function isOfAnswers({ id }: Pick<Finding, 'id'>): boolean {
  return id === 'isolation' || id.startsWith('consistency.') || isOfTurns(id);
}

/** Whether users had to wait for others, rather than being told something wrong. */
function isOfTurns(id: string): boolean {
  return id === 'coordination' || id.startsWith('fairness.');
}

/** What all these findings are about. */
export function answersTitle(findings: readonly Finding[]): string {
  return findings.some(({ id }) => isOfTurns(id)) ? 'Consistency and fairness' : 'Consistency';
}

/** What was found of whether answers were right, in the verdict's order. */
export function answerFindings({ findings }: Verdict): readonly Finding[] {
  return findings.filter(isOfAnswers).slice(0, mostFindings);
}

/** What was done to find out; empty where nothing was. */
export function sayTried({ phases }: Run): Phrase {
  const tried = phases.filter(({ name }) => judging.has(name)).slice(0, mostPhases);
  return joined(tried.flatMap(({ summary }, index) => [...words(index === 0 ? '' : '; '), ...read(summary)]));
}
