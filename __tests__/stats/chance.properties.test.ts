import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openChance } from '../../src/stats/chance.ts';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const take = (seed: number, stream: number): readonly number[] => {
  const chance = openChance(seed, stream);
  return Array.from({ length: 8 }, () => chance.next());
};

describe('chance', () => {
  it('gives the same draws for the same seed and stream', () => {
    fc.assert(
      fc.property(word, word, (seed, stream) => {
        expect(take(seed, stream)).toEqual(take(seed, stream));
      }),
    );
  });

  it('gives other draws for another seed or another stream', () => {
    fc.assert(
      fc.property(word, word, word, word, (seed, stream, otherSeed, otherStream) => {
        fc.pre(seed !== otherSeed || stream !== otherStream);
        expect(take(seed, stream)).not.toEqual(take(otherSeed, otherStream));
      }),
    );
  });

  it('stays within the bounds it is asked for', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 2 ** 31 }), (seed, stream, bound) => {
        const chance = openChance(seed, stream);
        const drawn = chance.below(bound);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
        const unit = chance.unit();
        expect(unit >= 0 && unit < 1).toBe(true);
      }),
    );
  });

  it('writes UUIDs of version 4 that do not repeat', () => {
    fc.assert(
      fc.property(word, word, (seed, stream) => {
        const chance = openChance(seed, stream);
        const uuids = Array.from({ length: 50 }, () => chance.uuid());
        for (const uuid of uuids) expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(new Set(uuids).size).toBe(50);
      }),
    );
  });
});
