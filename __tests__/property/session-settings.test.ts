import { describe, expect, it } from 'vitest';
import { decideSessions, sessionsSchema } from '../../src/property/session-settings.ts';

const decide = (given?: unknown) => decideSessions(sessionsSchema.parse(given));

describe('properties.sessions', () => {
  it('is off or on in a word, and looked at where sessions are processes when nothing is said', () => {
    expect([decide().when, decide(true).when, decide(false).when, decide({}).when, decide({ enabled: false }).when]).toEqual([
      'unasked',
      'always',
      'never',
      'always',
      'never',
    ]);
    expect(decide()).toMatchObject({
      levels: [5, 10, 20, 30],
      limit: 10,
      limits: {
        sessions: 20,
        initialisationMs: 5_000,
        contentionPercent: 300,
        commandMs: 500,
        errorsPercent: null,
        waitMs: 1_000,
        longestWaitMs: 2_000,
        dropPercent: 20,
        memoryBytes: 512 * 1_024 ** 2,
        cpuPercent: 90,
        descriptors: 100,
        threads: 50,
        returnedPercent: 95,
      },
    });
  });

  it('takes its limits with their units, and each level once, the smallest first', () => {
    const { levels, limits } = decide({ levels: [8, 2, 8], sessions: 8, memory: '64MB', errors: '1%', wait: '200ms', returned: '99%' });
    expect(levels).toEqual([2, 8]);
    expect(limits).toMatchObject({ sessions: 8, memoryBytes: 64 * 1_024 ** 2, errorsPercent: 1, waitMs: 200, returnedPercent: 99 });
  });

  it('refuses what is no session suite', () => {
    for (const given of [
      { sessions: 1 },
      { sessions: 101 },
      { levels: [0] },
      { levels: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { memory: '1' },
      { limits: 3 },
      7,
    ]) {
      expect(sessionsSchema.safeParse(given).success).toBe(false);
    }
  });
});
