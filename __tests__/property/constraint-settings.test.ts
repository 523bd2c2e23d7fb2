import { describe, expect, it } from 'vitest';
import { constraintsSchema, decideConstraints } from '../../src/property/constraint-settings.ts';
import { writeConstraint } from '../../src/units/constraint.ts';

describe('the settings of constraints', () => {
  it('have a default for everything', () => {
    const settings = decideConstraints(constraintsSchema.parse(undefined));
    expect(settings).toMatchObject({ enabled: true, limits: { errorsPercent: 50, withinPercent: 20, recoveryMs: 5_000 } });
    expect(settings.under.map(writeConstraint)).toEqual([
      'cpu=1core+hog',
      'mem=+256MB',
      'fds=+8',
      'slow=5@1KB/s',
      'net=20ms/1MB/s',
      'abandon=50/s@1ms',
    ]);
    expect(decideConstraints(constraintsSchema.parse(false)).enabled).toBe(false);
  });

  it('take what is given', () => {
    const given = { under: ['net=1s', ' fds=64'], errors: '10%', recovery: '2s', within: '30%' };
    const { under, limits } = decideConstraints(constraintsSchema.parse(given));
    expect(under.map(writeConstraint)).toEqual(['net=1s', 'fds=64']);
    expect(limits).toEqual({ errorsPercent: 10, withinPercent: 30, recoveryMs: 2_000 });
  });

  it.each([
    [{ under: ['fds=0'] }, 'fds=64 or fds=+16'],
    [{ under: ['cpu=none'] }, 'cpu=1core'],
    [{ under: ['hog'] }, 'a constraint such as'],
    [{ under: 'fds=64' }, 'a list of at most 20 constraints'],
    [{ recovery: '2h' }, 'from 100ms to 1m'],
  ])('refuse anything else: %o', (given, expected) => {
    const { success, error } = constraintsSchema.safeParse(given);
    expect(success).toBe(false);
    expect(JSON.stringify(error?.issues)).toContain(expected);
  });
});
