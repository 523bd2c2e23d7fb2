import type { SessionLevel, SessionsSeen } from '../../model/sessions.ts';
import { findSessions, type SessionsAsked } from './find-sessions.ts';

/**
 * The fewest sessions at once of which alone the finding `id` is broken, among those that were looked at: 1 for what one after another shows, and
 * the most where only all levels together do.
 */
export function fewestShowing(id: string, seen: SessionsSeen, asked: SessionsAsked): number {
  const shows = (some: Pick<SessionsSeen, 'levels' | 'queue'>, sessions: number): boolean =>
    findSessions({ ...seen, ...some }, { ...asked, limits: { ...asked.limits, sessions } }).some(
      (one) => one.id === id && one.kind === 'broken',
    );
  const levels = seen.levels.toSorted((one, other) => one.sessions - other.sessions);
  const showsAt = (level: SessionLevel): boolean => shows({ levels: [level], queue: null }, level.sessions);
  if (shows({ levels: [], queue: null }, 1)) return 1;
  if (seen.queue !== null && shows({ levels: [], queue: seen.queue }, 1)) return seen.queue.limit;
  return (levels.find(showsAt) ?? levels.at(-1))?.sessions ?? 1;
}
