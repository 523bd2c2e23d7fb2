import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { judgedMetric } from './name.ts';
import { brokenFindings } from './order.ts';

/** Names that can be written into a commit message as they are. */
const plainName = /^[a-z0-9][\w.-]{0,60}(?:\([\w./:-]{1,80}\))?$/;

const mostNamed = 5;

/** What a commit message must say so that the regressions that block are let pass; null where none does. */
export function acceptHint({ policy }: Run, verdict: Verdict): string | null {
  if (verdict.kind !== 'fail' || !policy.failOn.includes('regression')) return null;
  const metrics = brokenFindings(verdict).flatMap(({ id }) => (id.startsWith('regression.') ? [judgedMetric(id) ?? ''] : []));
  const names = [...new Set(metrics)].filter((name) => plainName.test(name)).slice(0, mostNamed);
  return names.length === 0 ? null : `plimsoll: accept ${names.join(', ')} because …`;
}
