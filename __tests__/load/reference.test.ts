import { describe, expect, it } from 'vitest';
import { payloadRange, referenceScenario } from '../../src/load/reference.ts';
import { decideLoad } from '../../src/load/settings.ts';
import { operation } from '../support/operations.ts';

const times = { warmupMs: 100, durationMs: 1_000 };
const load = decideLoad({ users: { min: 1, max: 5 }, think: 0, keys: 10 });
const add = operation('add', { body: '{"blob":"{{ payload }}"}' });

describe('the reference load', () => {
  it('says nothing of payloads where no operation holds one, so that it is what it always was', () => {
    const bare = { model: 'closed', users: 5, mix: { list: 1 }, thinkMs: 0, keys: 10, ...times, seed: 7 };
    expect(referenceScenario(load, [operation('list')], times, 7)).toStrictEqual(bare);
    expect(referenceScenario(load, [operation('list'), { ...add, weight: 0 }], times, 7)).toStrictEqual(bare);
    expect(load).toStrictEqual({ users: { min: 1, max: 5 }, thinkMs: 0, keys: 10 });
  });

  it('has payloads of the upper end of their sizes, of 1 KB where nobody says', () => {
    expect(referenceScenario(load, [add], times, 7).payloadBytes).toBe(1_024);
    const given = decideLoad({ users: { min: 1, max: 5 }, think: 0, keys: 10, payload: { min: 64, max: 16_384 } });
    expect(referenceScenario(given, [operation('list'), add], times, 7).payloadBytes).toBe(16_384);
    expect(payloadRange(given)).toEqual({ min: 64, max: 16_384 });
    expect(payloadRange(load)).toEqual({ min: 1_024, max: 1_024 });
  });
});
