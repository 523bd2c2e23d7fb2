import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { judgeErrors } from './judge-errors.ts';
import { lostIn, mainLevel, saySessions } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.concurrent';

/** Whether as many sessions as have to live at once all begin and all answer. */
export function findConcurrent(seen: SessionsSeen, limits: SessionLimits): Finding {
  const level = mainLevel(seen, limits);
  if (level === null)
    return unlooked(id, `Whether ${saySessions(limits.sessions)} live at once was not looked at: there was too little time.`);
  const silent = lostIn(level.used).length;
  return judgeErrors(id, [level.used], limits, {
    fault: silent > 0 ? `${saySessions(silent)} of ${level.sessions} did not begin, or gave no right answer` : null,
    done: `${saySessions(level.sessions)} at once all answered`,
    evidence: [],
  });
}
