import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sparkline } from '../../src/report/sparkline.ts';

const values = fc.array(fc.oneof(fc.double(), fc.nat()), { maxLength: 60 });

describe('a sparkline', () => {
  it('has one sign a value, and none but its own', () => {
    fc.assert(
      fc.property(values, (some) => {
        expect(sparkline(some)).toMatch(new RegExp(`^[▁▂▃▄▅▆▇█·]{${some.length}}$`));
      }),
    );
  });

  it('is never lower where the value is higher, and full at the highest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), (some) => {
        const ascending = some.toSorted((a, b) => a - b);
        const signs = Array.from(sparkline(ascending), (sign) => '·▁▂▃▄▅▆▇█'.indexOf(sign));
        expect(signs).toEqual(signs.toSorted((a, b) => a - b));
        expect(signs.at(-1)).toBe((ascending.at(-1) ?? 0) > 0 ? 8 : 0);
      }),
    );
  });
});
