import type { SessionLevel, SessionLimits, SessionSeen, SessionsSeen, StageSeen } from '../../../src/model/sessions.ts';

/** The default limits. */
export const limits: SessionLimits = {
  sessions: 20,
  initialisationMs: 5_000,
  contentionPercent: 300,
  commandMs: 500,
  errorsPercent: 5,
  waitMs: 1_000,
  longestWaitMs: 2_000,
  dropPercent: 20,
  memoryBytes: 512 * 1_024 ** 2,
  cpuPercent: 90,
  descriptors: 100,
  threads: 50,
  returnedPercent: 95,
  ends: { askedAfterMs: 1_000, forcedAfterMs: 3_000 },
};

/** A session that did all it was asked to. */
export function aSession(session: number, given: Partial<SessionSeen> = {}): SessionSeen {
  return {
    session,
    placedAtMs: 0,
    readyMs: 200,
    answeredAtMs: 210,
    lastAtMs: 1_000,
    callsMs: Array.from({ length: 100 }, () => 2.5),
    answers: 100,
    errorKinds: {},
    firstError: null,
    failure: null,
    endMs: 20,
    searched: 100,
    ownSecrets: 100,
    ...given,
  };
}

/** So many sessions, or these. */
export function aStage(sessions: number | readonly SessionSeen[], given: Partial<StageSeen> = {}): StageSeen {
  const all = typeof sessions === 'number' ? Array.from({ length: sessions }, (_, session) => aSession(session)) : sessions;
  return { sessions: all, elapsedMs: 1_000, secrets: [], leaks: 0, identities: null, ...given };
}

/** A healthy level. */
export function aLevel(sessions: number, given: Partial<SessionLevel> = {}): SessionLevel {
  return {
    sessions,
    begun: aStage(sessions),
    used: aStage(sessions),
    ended: aStage(sessions),
    before: { processes: 0, rssBytes: 0, descriptors: 0, threads: 0 },
    during: { processes: sessions, rssBytes: sessions * 60e6, descriptors: sessions * 22, threads: sessions * 11 },
    after: { processes: 0, rssBytes: 0, descriptors: 0, threads: 0 },
    resting: { ran: 0.01, wanted: 0.01 },
    using: { ran: 0.5, wanted: 0.5 },
    patterns: [
      { pattern: 'think times', stage: aStage(sessions), effort: { ran: 0.3, wanted: 0.4 } },
      { pattern: 'bursts', stage: aStage(sessions), effort: { ran: 0.3, wanted: 0.4 } },
    ],
    emptyMs: Array.from({ length: sessions }, () => 400),
    left: 0,
    ...given,
  };
}

/** What was seen of a healthy program. */
export function someSessions(given: Partial<SessionsSeen> = {}): SessionsSeen {
  const waiting = Array.from({ length: 15 }, (_, session) =>
    aSession(session, session < 10 ? {} : { placedAtMs: 100 + session, answeredAtMs: 400 + session }),
  );
  return {
    areProcesses: true,
    tellReady: true,
    cores: 2,
    alone: { stage: aStage(5), emptyMs: [38, 42, 40], left: 0 },
    levels: [aLevel(20), aLevel(10), aLevel(30), aLevel(5)],
    queue: { limit: 10, stage: aStage(waiting) },
    ...given,
  };
}
