import { describe, expect, it } from 'vitest';
import type { Constraint } from '../../src/model/constraint.ts';
import { isSettled, judgeOrdeals } from '../../src/property/judge-ordeals.ts';
import { loadOf, ordealOf, repeat, scenarioUnder } from './an-ordeal.ts';

const limits = { errorsPercent: 50, withinPercent: 20, recoveryMs: 1_000 };
const descriptors: Constraint = { kind: 'descriptors', count: 8, beyond: 'held' };
const scenario = scenarioUnder(descriptors);
const held = ordealOf();
const failing = ordealOf({ under: loadOf(repeat(10), { errors: 900, errorKind: 'status' }) });
const dead = ordealOf({ under: loadOf([], { crashed: { kind: 'exited', code: 1 }, ended: 'stopped' }), after: null });
const unclear = ordealOf({ before: loadOf(repeat(1, { requests: 3 }), { requests: 3 }) });

describe('ordeals that are gone through again', () => {
  it('are enough when one is its own proof, when two agree, or after three', () => {
    expect([[], [held], [failing], [held, failing], [unclear, held]].map((some) => isSettled(some, limits))).not.toContain(true);
    expect(
      [[dead], [failing, failing], [held, held], [held, failing, failing], [unclear, unclear, unclear]].map((some) =>
        isSettled(some, limits),
      ),
    ).not.toContain(false);
  });

  it('break again by one proof, or by half of those that tell anything', () => {
    expect(judgeOrdeals(scenario, [held, held, dead], limits, 'again')).toMatchObject({
      kind: 'broken',
      sentence: 'the service exited with status 1 under `fds=+8` at 4 users',
      replay: 'again',
    });
    for (const some of [
      [failing, failing],
      [held, failing, failing],
      [unclear, held, failing],
    ]) {
      const finding = judgeOrdeals(scenario, some, limits, 'again');
      expect(finding).toMatchObject({ kind: 'broken', measured: 90, limit: 50, unit: '%' });
      expect(finding.evidence[0]).toMatch(/^broke again in [12] of [23] measurements$/);
    }
  });

  it('hold otherwise, and are told to be unknown when none tells anything', () => {
    expect(judgeOrdeals(scenario, [held, failing, held], limits, '')).toMatchObject({
      kind: 'held',
      sentence: 'held in 2 of 3 measurements under `fds=+8` at 4 users',
      limit: 1_000,
    });
    expect(judgeOrdeals(scenario, [unclear, unclear, unclear], limits, '')).toMatchObject({
      kind: 'inconclusive',
      measured: null,
      sentence: 'could not be judged: 3 answers without pressure are too few to compare with',
    });
  });
});
