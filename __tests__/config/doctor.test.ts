import { describe, expect, it } from 'vitest';

import { boundBudget, decideBudget } from '../../src/config/doctor.ts';

describe('the time that the examination of a machine takes', () => {
  it('is what was asked for, else twenty seconds', () => {
    expect([decideBudget(), decideBudget('60s')]).toEqual([20_000, 60_000]);
  });

  it.each(['4s', '11m', 'soon'])('is never %s', (budget) => {
    expect(() => decideBudget(budget)).toThrow('--budget takes a duration');
  });

  it('beside that of a service is what it leaves, within bounds', () => {
    expect([400, 12_000, 48_000].map(boundBudget)).toEqual([5_000, 12_000, 20_000]);
  });
});
