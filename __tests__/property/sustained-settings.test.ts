import { describe, expect, it } from 'vitest';
import { decideSustained, sustainedSchema } from '../../src/property/sustained-settings.ts';

describe('the settings of the long run', () => {
  it('have a default for everything', () => {
    const usual = { enabled: true, limits: { driftPercent: 20, errorsPercent: 1 } };
    expect(decideSustained(sustainedSchema.parse(undefined))).toEqual(usual);
    expect(decideSustained(sustainedSchema.parse(true))).toEqual(usual);
    expect(decideSustained(sustainedSchema.parse(false))).toEqual({ ...usual, enabled: false });
  });

  it('take what is given', () => {
    const given = { enabled: false, drift: '50%', errors: '0.5%' };
    expect(decideSustained(sustainedSchema.parse(given))).toEqual({ enabled: false, limits: { driftPercent: 50, errorsPercent: 0.5 } });
  });

  it.each([{ drift: '1%' }, { drift: '20ms' }, { drifts: '20%' }, 20, 'yes'])('refuse %j', (given) => {
    expect(sustainedSchema.safeParse(given).success).toBe(false);
  });
});
