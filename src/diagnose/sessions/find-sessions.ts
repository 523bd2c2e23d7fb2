import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { findSessionCleanup } from './cleanup.ts';
import { findCommand } from './command.ts';
import { findConcurrent } from './concurrent.ts';
import { findQueue } from './coordination.ts';
import { findInitialisation } from './initialisation.ts';
import { findSessionIsolation } from './isolation.ts';
import { findLifecycle } from './lifecycle.ts';
import { findMixedSessions } from './mixed.ts';
import { findSessionResources } from './resources.ts';
import { findSessionScaling } from './scaling.ts';

/** What was asked beside the limits. */
export interface SessionsAsked {
  readonly limits: SessionLimits;
  readonly levels: readonly number[];
  /** Whether any request has a place for a secret of its session. */
  readonly carriesSecrets: boolean;
}

/** All that sessions owe, from what was seen of them. */
export function findSessions(seen: SessionsSeen, { limits, levels, carriesSecrets }: SessionsAsked): readonly Finding[] {
  return [
    findLifecycle(seen, limits),
    findInitialisation(seen, limits),
    findCommand(seen, limits),
    findSessionIsolation(seen, carriesSecrets),
    findQueue(seen, limits),
    findConcurrent(seen, limits),
    findSessionScaling(seen, limits, levels),
    findSessionResources(seen, limits),
    findMixedSessions(seen, limits),
    findSessionCleanup(seen, limits),
  ];
}
