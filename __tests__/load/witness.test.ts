import { describe, expect, it } from 'vitest';

import { asSeeded, freshen } from '../../src/load/fresh.ts';
import { callWitness } from '../../src/load/witness.ts';
import type { Witness } from '../../src/load/witness.ts';
import type { OperationMeaning } from '../../src/model/operation.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { openScenario, scenario } from '../support/operations.ts';

const operations = ['list', 'put', 'me', 'swap'] as const;
const put: OperationMeaning = { deed: { kind: 'write', key: '{{key}}', value: 'n' } };
const me: OperationMeaning = { isolates: { path: '$.user', token: null } };
const swap: OperationMeaning = { deed: { kind: 'compare-and-set', key: '{{key}}', value: 'uuid', swapped: null } };
const meanings = [{}, put, me, swap];

const call = (asked: Scenario, record: boolean): Witness | null =>
  callWitness(asked, { operations, meanings, record, fresh: asSeeded, startMs: 0 });

describe('a witness', () => {
  it('is called only where an operation of the mix means something that has to be heard', () => {
    const wanted = (mix: Scenario['mix'], record: boolean): boolean => call(scenario({ mix }), record) !== null;
    expect(wanted({ list: 1 }, true)).toBe(false);
    expect(wanted({ list: 1, put: 0 }, true)).toBe(false);
    expect([wanted({ put: 1 }, true), wanted({ put: 1 }, false)]).toEqual([true, false]);
    expect([wanted({ me: 1 }, true), wanted({ me: 1 }, false)]).toEqual([true, true]);
    // What a request expects has to be remembered, whoever writes it down.
    expect([wanted({ swap: 1 }, true), wanted({ swap: 1 }, false)]).toEqual([true, true]);
  });

  it('testifies to what was asked for, and to nothing else', () => {
    const told = { value: undefined, owner: 'ann', text: '"ann"' };
    const heard = (record: boolean): unknown => {
      const witness = call(openScenario({ mix: { put: 1, me: 1, list: 1 }, connections: 3 }), record);
      witness?.end(0, 1, 0, { kind: 'ok', sentAtMs: 1, endedAtMs: 2, bytes: 0 });
      witness?.end(1, 2, 1, { kind: 'ok', sentAtMs: 1, endedAtMs: 2, bytes: 0, told });
      witness?.end(2, 2, 2, { kind: 'failed', sentAtMs: 1, endedAtMs: 2, bytes: 0, error: 'reset', detail: '' });
      witness?.end(2, 0, 5, { kind: 'ok', sentAtMs: 1, endedAtMs: 2, bytes: 0 });
      return witness?.testify();
    };
    const identities = { answers: 1, users: [1], sightings: [{ token: 'ann', user: 1, operation: 2, place: 'named', count: 1 }] };
    expect(heard(true)).toMatchObject({ history: { sent: ['0'], dropped: 0 }, identities });
    expect(Object.keys(Object(heard(false)))).toEqual(['identities']);
  });

  it('numbers users that go on from the number of connections on', () => {
    const witness = call(openScenario({ mix: { put: 1 }, connections: 3 }), true);
    for (const n of [1, 4])
      witness?.end(1, 1, n, { kind: 'failed', sentAtMs: n, endedAtMs: n + 1, bytes: 0, error: 'timeout', detail: '' });
    expect([...(witness?.testify().history?.users ?? [])]).toEqual([1, 4]);
  });
});

describe('fresh values', () => {
  it('leave numbers alone that are not written anywhere', () => {
    expect(freshen(1_234_567_890, [{}, swap])).toEqual({ salt: 1_234_567_890, firstN: 0 });
    expect(freshen(1_234_567_890, [swap, put])).toEqual({ salt: 1_234_567_890, firstN: 234_567_890 });
    expect(freshen(0, [put])).toEqual(asSeeded);
  });
});
