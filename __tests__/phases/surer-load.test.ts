import { describe, expect, it } from 'vitest';
import type { ClosedScenario } from '../../src/model/scenario.ts';
import { surerLoad } from '../../src/phases/surer-load.ts';
import { scenario } from '../support/operations.ts';

const of = (users: number): ClosedScenario => scenario({ users });

describe('the load to run again', () => {
  it('has more users than the fewest, never more than what was found, and one user where one is enough', () => {
    expect(surerLoad(of(4), of(20))).toMatchObject({ scenario: { users: 6 }, told: [expect.stringContaining('takes 6 users')] });
    expect(surerLoad(of(4), of(5)).scenario.users).toBe(5);
    expect(surerLoad(of(20), of(20))).toEqual({ scenario: of(20), told: [] });
    expect(surerLoad(of(1), of(20))).toEqual({ scenario: of(1), told: [] });
  });
});
