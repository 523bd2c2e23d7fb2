import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen, StageSeen } from '../../model/sessions.ts';
import { median } from '../../stats/median.ts';
import { printDuration } from '../../units/print.ts';
import { mainLevel, saySessions, lostIn, tellFailure } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.lifecycle';

/** Whether each session that begins also answers, and ends by itself with nothing left of it: one after another, and of all that were begun. */
export function findLifecycle(seen: SessionsSeen, limits: SessionLimits): Finding {
  const { alone, levels } = seen;
  if (alone === null) return unlooked(id, 'Whether sessions begin, answer and end was not looked at: there was too little time.');
  const main = mainLevel(seen, limits);
  const others = levels.filter((level) => level !== main);
  const lost = [alone.stage, ...others.map(({ used }) => used)].flatMap(lostIn);
  const left = alone.left + levels.reduce((sum, level) => sum + level.left, 0);
  const forced = endedAfter(alone.stage, limits.ends?.forcedAfterMs);
  const asked = endedAfter(alone.stage, limits.ends?.askedAfterMs) - forced;
  const sessions = alone.stage.sessions.length + levels.reduce((sum, level) => sum + level.sessions, 0);
  const sayThem = (count: number): string => (sessions === 1 ? 'it' : saySessions(count));
  const faults = [
    ...(lost.length === 0 ? [] : [`${sayThem(lost.length)} did not begin, or gave no right answer`]),
    ...(forced === 0 ? [] : [`${sessions === 1 ? 'it' : sayForced(forced, alone.stage)} had to be killed`]),
    ...(left === 0 ? [] : [`${left} ${left === 1 ? 'process' : 'processes'} of ${sessions === 1 ? 'it' : 'theirs'} lived on`]),
  ];
  const facts = { id, measured: lost.length + forced + left, limit: 0, unit: 'count' } as const;
  const ends = alone.stage.sessions.flatMap(({ endMs }) => endMs ?? []);
  const evidence = [
    `${saySessions(alone.stage.sessions.length)} ${alone.stage.sessions.length === 1 ? 'alone' : 'one after another'}${ends.length === 0 ? '' : `, ended in ${printDuration(median(ends))}`}`,
    ...(asked <= 0 ? [] : [`${saySessions(asked)} did not end with the end of their input, and had to be asked by a signal`]),
    ...levels.map((level) => `${saySessions(level.sessions)} at once, all ended in ${printDuration(level.ended.elapsedMs)}`),
    ...tellFailure([alone.stage, ...others.map(({ used }) => used)]),
  ];
  if (faults.length > 0)
    return {
      ...facts,
      kind: 'broken',
      sentence: `${sessions === 1 ? 'A session was begun, and' : `Of ${saySessions(sessions)}`} ${faults.join(', ')}`,
      evidence,
    };
  return { ...facts, kind: 'held', sentence: `${saySessions(sessions)} began, answered and ended, and nothing of them is left`, evidence };
}

/** The others were not looked at for that. */
function sayForced(forced: number, { sessions }: StageSeen): string {
  return sessions.length === 1 ? 'the one that was alone' : `${forced} of the ${sessions.length} that were alone`;
}

/** Ends that took so long. Many at once share the cores; one alone has no excuse. */
function endedAfter({ sessions }: StageSeen, longestMs: number | undefined): number {
  return longestMs === undefined ? 0 : sessions.filter(({ endMs }) => endMs !== null && endMs >= longestMs).length;
}
