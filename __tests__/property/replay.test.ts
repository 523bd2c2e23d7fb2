import { describe, expect, it } from 'vitest';
import type { ClosedScenario, OpenScenario } from '../../src/model/scenario.ts';
import { judgeReplay } from '../../src/property/replay.ts';
import { drainTest } from '../diagnose/hang/a-drain-test.ts';
import { trialOf } from './model-service.ts';

const scenario: ClosedScenario = { model: 'closed', users: 3, mix: { a: 1 }, thinkMs: 0, keys: 1, durationMs: 1_000, warmupMs: 0, seed: 1 };
const limits = { p95Ms: 500, meanMs: 500, errorsPercent: 5 };
const slow = trialOf(scenario, { p95Ms: 812 });
const fine = trialOf(scenario, { p95Ms: 100 });
const spoiled = trialOf(scenario, { p95Ms: 812, spoiled: { kind: 'spoiled', sentence: 'The load generator was late.' } });
const crash = trialOf(scenario, { p95Ms: 10, crashed: { kind: 'exited', code: 137 } });
const hang = trialOf(scenario, { p95Ms: 10, hang: drainTest() });

describe('judging a replay', () => {
  it('breaks again when it breaks', () => {
    expect(judgeReplay(scenario, [slow], limits, 'plimsoll replay …')).toEqual({
      kind: 'broken',
      id: 'property.stability',
      sentence: '`p95` is 812 ms of 500 ms at 3 users',
      measured: 812,
      limit: 500,
      unit: 'ms',
      evidence: ['broke again in 1 of 1 measurements'],
      replay: 'plimsoll replay …',
    });
  });

  it('says an open load by its arrivals', () => {
    const { users: _, thinkMs: __, ...load } = scenario;
    const ramp: OpenScenario = {
      ...load,
      model: 'open',
      arrivals: { pattern: 'ramp', fromPerSecond: 100, toPerSecond: 1_000 },
      connections: 10,
    };
    expect(judgeReplay(ramp, [trialOf(ramp, { p95Ms: 812 })], limits, '').sentence).toBe(
      '`p95` is 812 ms of 500 ms at 100 to 1\u2009000 arrivals/s',
    );
    expect(judgeReplay(ramp, [trialOf(ramp, { p95Ms: 100 })], limits, '').sentence).toBe(
      'held in 1 of 1 measurements at 100 to 1\u2009000 arrivals/s',
    );
  });

  it('goes with the larger half of what could be judged', () => {
    expect(judgeReplay(scenario, [slow, fine, slow], limits, '').kind).toBe('broken');
    expect(judgeReplay(scenario, [slow, fine, fine], limits, '').kind).toBe('held');
    expect(judgeReplay(scenario, [slow, spoiled, spoiled], limits, '').kind).toBe('broken');
  });

  it('holds when it holds, and says the worst it saw', () => {
    expect(judgeReplay(scenario, [fine, fine], limits, '')).toMatchObject({
      kind: 'held',
      measured: 100,
      sentence: 'held in 2 of 2 measurements at 3 users',
    });
  });

  it('breaks on a single crash', () => {
    expect(judgeReplay(scenario, [fine, fine, crash], limits, '')).toMatchObject({
      kind: 'broken',
      sentence: 'the service exited with status 137 (SIGKILL) at 3 users',
      measured: null,
    });
  });

  it('breaks on a single hang', () => {
    expect(judgeReplay(scenario, [fine, hang], limits, '')).toMatchObject({
      kind: 'broken',
      sentence: 'the service got stuck with 20 operations in flight at 3 users',
      measured: null,
    });
  });

  it('cannot tell from spoiled measurements, or from none', () => {
    expect(judgeReplay(scenario, [spoiled], limits, '')).toMatchObject({
      kind: 'inconclusive',
      sentence: 'could not be judged: The load generator was late.',
    });
    expect(judgeReplay(scenario, [], limits, '').kind).toBe('inconclusive');
  });
});
