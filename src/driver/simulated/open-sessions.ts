import type { Operation } from '../../model/operation.ts';
import type { Driver } from '../../model/session.ts';
import type { SimulatedOperation } from '../../model/simulated.ts';
import type { SimulatedService } from '../../simulation/service.ts';
import type { Timeline } from '../../world.ts';
import { askingsOf } from './asking.ts';
import { SimulatedSession } from './session.ts';

/** What sessions of a simulated service are opened with. */
export interface SessionParts {
  readonly service: SimulatedService;
  readonly operations: readonly Operation<SimulatedOperation>[];
  readonly hasPool: boolean;
  readonly timeoutMs: number;
  readonly time: Timeline;
}

/** Opens a driver on a simulated service. */
export function openSessions({ service, operations, hasPool, timeoutMs, time }: SessionParts): Driver {
  const sessions = new Set<SimulatedSession>();
  const asked = askingsOf(operations);
  let isArmed = false;
  // All are given the same time, and most end soon: one look a timeout finds whoever is due, and when to look again.
  const sweep = (): void => {
    isArmed = false;
    const nowMs = time.now();
    for (const session of sessions) if (session.sinceMs + timeoutMs <= nowMs) session.expire();
    arm();
  };
  const arm = (): void => {
    if (isArmed) return;
    let firstMs = Number.POSITIVE_INFINITY;
    for (const { sinceMs } of sessions) if (sinceMs < firstMs) firstMs = sinceMs;
    if (firstMs === Number.POSITIVE_INFINITY) return;
    isArmed = true;
    time.at(firstMs + timeoutMs, sweep);
  };
  const around = { service, time, asked, hasPool, began: arm, forget: (session: SimulatedSession) => void sessions.delete(session) };
  return {
    measures: hasPool ? [{ name: 'wait', unit: 'ms' }] : [],
    openSession: (user) => {
      const session = new SimulatedSession(around, user);
      sessions.add(session);
      return session;
    },
    close: async () => void (await Promise.all([...sessions].map((session) => session.close()))),
  };
}
