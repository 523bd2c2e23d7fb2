import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { wilson } from '../../stats/wilson.ts';
import { printCount, printDuration } from '../../units/print.ts';
import { judgeErrors } from './concurrent.ts';
import { callsOf, countOf, estimate, mainLevel, saySessions, lostIn, tellFailure } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.mixed';

/** Whether the same sessions answer whatever way they are asked: back to back, with time to think, and in bursts. */
export function findMixedSessions(seen: SessionsSeen, limits: SessionLimits): Finding {
  const level = mainLevel(seen, limits);
  if (level === null || level.patterns.length === 0) {
    return unlooked(id, 'How sessions bear different patterns of load was not looked at: there was too little time.');
  }
  const patterns = [{ pattern: 'steady' as const, stage: level.used }, ...level.patterns];
  const stages = patterns.map(({ stage }) => stage);
  const { operations, errors } = countOf(stages);
  const [low, high] = wilson(errors, operations);
  const silent = patterns
    .filter(({ stage }) => lostIn(stage).length > 0)
    .map(({ pattern, stage }) => `${saySessions(lostIn(stage).length)} in ${pattern}`);
  const names = patterns.map(({ pattern }) => pattern);
  const evidence = patterns.map(({ pattern, stage }) => {
    const p95 = estimate(callsOf(stage), 0.95);
    return `${pattern}: ${printCount(countOf([stage]).operations)} operations${p95 === null ? '' : `, p95 ${printDuration(p95.value)}`}`;
  });
  return judgeErrors(
    {
      id,
      measured: operations === 0 ? 100 : (100 * errors) / operations,
      interval: [100 * low, 100 * high],
      limit: limits.errorsPercent,
      unit: '%',
    },
    silent.length === 0 ? null : `Sessions gave no right answer: ${silent.join(', ')}`,
    `${saySessions(level.sessions)} were asked in ${names.length} patterns (${names.join(', ')}), ${printCount(operations)} operations`,
    [...evidence, ...tellFailure(stages)],
  );
}
