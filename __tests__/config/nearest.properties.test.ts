import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { nearest } from '../../src/config/nearest.ts';

const known = ['service', 'operations', 'limits', 'properties', 'environment', 'deadline'];
const name = fc.constantFrom(...known);

it('a known name is nearest to itself, in any case of letters', () => {
  fc.assert(
    fc.property(name, (text) => {
      expect(nearest(text, known)).toBe(text);
      expect(nearest(text.toUpperCase(), known)).toBe(text);
    }),
  );
});

it('one slip of the finger still finds the name: a letter left out, added, changed, or swapped with its neighbour', () => {
  const slip = fc.tuple(name, fc.nat({ max: 5 }), fc.constantFrom('x', 'q')).chain(([text, at, letter]) => {
    const [head, one, two, tail] = [text.slice(0, at), text.charAt(at), text.charAt(at + 1), text.slice(at + 2)];
    return fc.tuple(
      fc.constant(text),
      fc.constantFrom(head + two + tail, head + letter + one + two + tail, head + letter + two + tail, head + two + one + tail),
    );
  });
  fc.assert(
    fc.property(slip, ([text, typed]) => {
      expect(nearest(typed, known)).toBe(text);
    }),
  );
});

it('what is like none of the names is nearest to none, however long it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9#]{4,500}$/), (text) => {
      expect(nearest(text, known)).toBeUndefined();
    }),
  );
});
