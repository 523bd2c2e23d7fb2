import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openNeedle } from '../../src/service/needle.ts';

it('a text is found exactly when it was printed, wherever the pieces were cut', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 30 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(letters, text, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (printed, wanted, steps) => {
      const has = openNeedle(wanted);
      const bytes = Buffer.from(printed);
      let found = false;
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const step = steps[turn % steps.length] ?? 1;
        found = has(bytes.subarray(at, at + step));
        at += step;
      }
      expect(found).toBe(printed.includes(wanted));
    }),
  );
});
