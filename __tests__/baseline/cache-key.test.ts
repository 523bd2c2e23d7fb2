import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheKeys } from '../../src/baseline/cache-key.ts';

const suite = fc.oneof(fc.constantFrom('a', 'a-1', 'a.1', 'a-1-2', 'a/1', 'a,1', ''), fc.string({ maxLength: 300, unit: 'binary' }));
const runKey = fc.stringMatching(/^\d{1,12}-\d{1,3}$/);

describe('the keys of the cache', () => {
  it('can be read', () => {
    expect(cacheKeys('checkout', '123-1')).toEqual({
      save: 'plimsoll-1-checkout.c7761e58969f7edd-123-1.',
      restore: 'plimsoll-1-checkout.c7761e58969f7edd-',
    });
  });

  it('of one suite never begin like those of another, and every run of a suite is found by its restore key', () => {
    fc.assert(
      fc.property(suite, suite, runKey, runKey, (one, other, first, second) => {
        const a = cacheKeys(one, first);
        const b = cacheKeys(other, second);
        expect(b.save.startsWith(a.restore)).toBe(one === other);
        if (one !== other || first !== second) expect(b.save.startsWith(a.save)).toBe(false);
      }),
    );
  });

  it('are what the cache takes: at most 512 characters and no comma', () => {
    fc.assert(
      fc.property(suite, fc.string(), (name, run) => {
        expect(cacheKeys(name, run).save).toMatch(/^[A-Za-z0-9_.-]{1,512}$/);
      }),
    );
  });
});
