import { describe, expect, it } from 'vitest';
import { decideProperties, propertySchema } from '../../src/property/settings.ts';

const decide = (given: unknown) => decideProperties(propertySchema.parse(given), { p95Ms: 500, meanMs: 500, errorsPercent: 5 });

describe('the settings of pools and caches', () => {
  it('have their own limits, on by default', () => {
    const { database, cache } = decide({});
    expect(database).toEqual({ enabled: true, limits: { meanMs: 1_000, maxMs: 2_000, outOfOrderPercent: 10 } });
    expect(cache).toEqual({ enabled: true, limits: { p95Ms: 100, contentionPercent: 300 } });
  });

  it('take other limits, and can be turned off', () => {
    const { database, cache } = decide({
      database: { wait: '50ms', longest: '1s', 'out-of-order': '30%' },
      cache: { p95: '20ms', contention: '150%' },
    });
    expect(database.limits).toEqual({ meanMs: 50, maxMs: 1_000, outOfOrderPercent: 30 });
    expect(cache.limits).toEqual({ p95Ms: 20, contentionPercent: 150 });
    expect(decide({ database: false, cache: false })).toMatchObject({ database: { enabled: false }, cache: { enabled: false } });
  });

  it('refuse what makes no sense', () => {
    for (const given of [{ cache: { contention: '50%' } }, { database: { wait: '1' } }, { database: { waits: '1s' } }, { cache: 'yes' }]) {
      expect(propertySchema.safeParse(given).success).toBe(false);
    }
  });
});
