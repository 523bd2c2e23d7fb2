import { describe, expect, it } from 'vitest';

import { addDeaths, countDeaths, findProcessDeaths, noDeaths } from '../../src/diagnose/process-deaths.ts';
import { anOperation } from '../baseline/sample-run.ts';

const died = (detail: string) => ({ error: 'crash' as const, detail });
const crashing = anOperation({
  name: 'work',
  requests: 900,
  errors: 5,
  errorKinds: { crash: 2, status: 3 },
  errorExamples: [died('its process was ended by SIGSEGV'), { error: 'status', detail: 'exit status 1' }],
});
const total = { ...crashing, name: 'all', requests: 1_000 };

describe('processes that perform operations', () => {
  it('are counted by what they took with them, and said to have died how', () => {
    expect(countDeaths({ total, operations: [crashing, anOperation({ name: 'other' })] })).toEqual({
      lost: 2,
      operations: 1_000,
      examples: ['work: its process was ended by SIGSEGV'],
    });
  });

  it('are counted over all loads, each way of dying once, and not more of them than can be read', () => {
    const load = countDeaths({ total, operations: [crashing] });
    expect(addDeaths([noDeaths, load, load])).toEqual({ ...load, lost: 4, operations: 2_000 });
    const many = Array.from({ length: 20 }, (_, index) => ({ ...noDeaths, examples: [`work: line ${index}`] }));
    expect(addDeaths(many).examples).toHaveLength(6);
  });

  it('that live hold, and one that died once does not, however seldom that is', () => {
    expect(findProcessDeaths({ ...noDeaths, operations: 1_000 }, 'again')).toEqual({
      id: 'crash.process',
      kind: 'held',
      sentence: 'No process died of what it was asked',
      measured: 0,
      limit: 0,
      unit: 'count',
      evidence: [],
    });
    const finding = findProcessDeaths({ lost: 1, operations: 100_000, examples: ['work: how'] }, 'again');
    expect(finding).toMatchObject({ kind: 'broken', measured: 1, evidence: ['work: how'], replay: 'again' });
    expect(finding.sentence).toBe('The process behind 1 of 100 000 operations died before they were done'.replaceAll(' 000', '\u2009000'));
  });
});
