import type { Finding } from '../../model/finding.ts';
import type { SessionsSeen } from '../../model/sessions.ts';
import { needsProof } from '../../diagnose/sessions/confirm.ts';
import type { SurveyPlan } from './survey.ts';

const fromAlone: readonly string[] = ['sessions.lifecycle', 'sessions.initialisation', 'sessions.command'];
/** Those that rest on all levels. */
const fromAll: readonly string[] = ['sessions.lifecycle', 'sessions.scaling', 'sessions.cleanup'];
const fromQueue = 'sessions.coordination';

/** What has to be looked at again, so that what is broken rests on nothing that was seen before; null where nothing is. */
export function planAgain(findings: readonly Finding[], { levels }: SessionsSeen, plan: SurveyPlan): SurveyPlan | null {
  const broken = findings.filter(needsProof).map(({ id }) => id);
  if (broken.length === 0) return null;
  const seen = plan.levels.filter((count) => levels.some(({ sessions }) => sessions === count));
  if (broken.some((id) => fromAll.includes(id))) return { ...plan, alone: true, levels: seen };
  const needsMain = broken.some((id) => id !== fromQueue);
  return {
    ...plan,
    alone: broken.some((id) => fromAlone.includes(id)),
    levels: seen.filter((count) => (count === plan.main && needsMain) || (count === plan.limit && broken.includes(fromQueue))),
  };
}

/** What was seen the second time; the first time, of what was not looked at again. */
export function seenAgain(first: SessionsSeen, second: SessionsSeen, plan: SurveyPlan): SessionsSeen {
  return {
    ...second,
    alone: plan.alone ? second.alone : first.alone,
    levels: [...first.levels.filter(({ sessions }) => !plan.levels.includes(sessions)), ...second.levels],
    queue: plan.levels.includes(plan.limit) ? second.queue : first.queue,
  };
}
