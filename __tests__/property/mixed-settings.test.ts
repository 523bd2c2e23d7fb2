import { describe, expect, it } from 'vitest';
import { decideMixed, mixedSchema } from '../../src/property/mixed-settings.ts';

describe('the settings of mixes', () => {
  it('have a default for everything', () => {
    expect(decideMixed(mixedSchema.parse(undefined))).toEqual({ enabled: true, leastShare: 0.2 });
    expect(decideMixed(mixedSchema.parse(false))).toEqual({ enabled: false, leastShare: 0.2 });
  });

  it('take what is given', () => {
    expect(decideMixed(mixedSchema.parse({ share: '35%' }))).toEqual({ enabled: true, leastShare: 0.35 });
  });

  it.each([
    [{ share: '0%' }, 'from 1% to 90%'],
    [{ least: '20%' }, 'least'],
    ['yes', 'true, false, or a mapping'],
  ])('refuse anything else: %o', (given, expected) => {
    const { success, error } = mixedSchema.safeParse(given);
    expect(success).toBe(false);
    expect(JSON.stringify(error?.issues)).toContain(expected);
  });
});
