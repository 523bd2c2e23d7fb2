import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { descriptorLimit } from '../../../src/service/pressure/resource-limit.ts';

it('a limit on descriptors leaves exactly so many free below it, and the last of them is the highest', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 200 })), fc.integer({ min: 1, max: 50 }), (open, free) => {
      const held = new Set(open);
      const limit = descriptorLimit(held, free);
      const below = Array.from({ length: limit }, (_, descriptor) => descriptor).filter((descriptor) => !held.has(descriptor));
      expect(below.length).toBe(free);
      expect(below.at(-1)).toBe(limit - 1);
    }),
  );
});
