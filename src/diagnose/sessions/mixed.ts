import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { printCount, printDuration } from '../../units/print.ts';
import { judgeErrors } from './judge-errors.ts';
import { callsOf, countOf, estimate, lostIn, mainLevel, saySessions } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.mixed';

/** Whether the same sessions answer whatever way they are asked: back to back, with time to think, and in bursts. */
export function findMixedSessions(seen: SessionsSeen, limits: SessionLimits): Finding {
  const level = mainLevel(seen, limits);
  if (level === null || level.patterns.length === 0) {
    return unlooked(id, 'How sessions bear different patterns of load was not looked at: there was too little time.');
  }
  const patterns = [{ pattern: 'steady' as const, stage: level.used }, ...level.patterns];
  const silent = patterns
    .filter(({ stage }) => lostIn(stage).length > 0)
    .map(({ pattern, stage }) => `${saySessions(lostIn(stage).length)} in ${pattern}`);
  const names = patterns.map(({ pattern }) => pattern);
  const evidence = patterns.map(({ pattern, stage }) => {
    const p95 = estimate(callsOf(stage), 0.95);
    return `${pattern}: ${printCount(countOf([stage]).operations)} operations${p95 === null ? '' : `, p95 ${printDuration(p95.value)}`}`;
  });
  const stages = patterns.map(({ stage }) => stage);
  return judgeErrors(id, stages, limits, {
    fault: silent.length === 0 ? null : `Sessions gave no right answer: ${silent.join(', ')}`,
    done: `${saySessions(level.sessions)} were asked in ${names.length} patterns (${names.join(', ')})`,
    evidence,
  });
}
