import { describe, expect, it } from 'vitest';
import { fewestShowing } from '../../../src/diagnose/sessions/fewest.ts';
import { aLevel, aSession, aStage, limits, someSessions } from './some-sessions.ts';

const asked = { limits, levels: [5, 10, 20, 30], carriesSecrets: true };
const leaking = (sessions: number): ReturnType<typeof aLevel> => {
  const level = aLevel(sessions);
  return { ...level, used: { ...level.used, leaks: 1 } };
};

describe('the fewest sessions that show what is broken', () => {
  it('are those of the smallest level that shows it alone, in whatever order levels were visited', () => {
    const levels = [leaking(20), leaking(10), leaking(30), aLevel(5)];
    expect(fewestShowing('sessions.isolation', someSessions({ levels }), asked)).toBe(10);
  });

  it('are one where one after another shows it', () => {
    const silent = aSession(0, { answers: 0, callsMs: [], failure: 'it ended with status 3' });
    const alone = { stage: aStage([silent]), emptyMs: [40], left: 0 };
    expect(fewestShowing('sessions.lifecycle', someSessions({ alone }), asked)).toBe(1);
  });

  it('are as many as have places where those who wait show it', () => {
    const { queue } = someSessions();
    if (queue === null) throw new Error('no queue');
    const lost = queue.stage.sessions.map((each, at) => (at < 11 ? each : { ...each, placedAtMs: null }));
    const seen = someSessions({ queue: { ...queue, stage: { ...queue.stage, sessions: lost } } });
    expect(fewestShowing('sessions.coordination', seen, asked)).toBe(queue.limit);
  });

  it('are the most where no level shows it alone', () => {
    expect(fewestShowing('sessions.scaling', someSessions(), asked)).toBe(30);
  });
});
