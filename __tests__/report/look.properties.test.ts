import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tellLook } from '../../src/report/look.ts';
import { tellLookJson } from '../../src/report/look-json.ts';
import { columns } from '../../src/report/width.ts';
import { anyLook } from './a-look.ts';
import { command, control, uncoloured } from './inert.ts';

const width = fc.integer({ min: 40, max: 200 });

describe('a look for a terminal, whatever was measured', () => {
  it('is never wider than the terminal, nor than a hundred columns', () => {
    fc.assert(
      fc.property(anyLook, width, (look, columnsGiven) => {
        for (const line of tellLook(look, { colour: false, width: columnsGiven }).split('\n')) {
          expect(columns(line)).toBeLessThanOrEqual(Math.min(100, columnsGiven));
        }
      }),
    );
  });

  it('speaks to no terminal and no runner, and says the same in colour', () => {
    fc.assert(
      fc.property(anyLook, width, (look, columnsGiven) => {
        const text = tellLook(look, { colour: false, width: columnsGiven });
        expect(text).not.toMatch(control);
        expect(text).not.toMatch(command);
        expect(text).not.toMatch(/NaN|undefined|Infinity/);
        expect(uncoloured(tellLook(look, { colour: true, width: columnsGiven }))).toBe(text);
      }),
    );
  });
});

describe('a look as JSON', () => {
  it('can be read back, and speaks to no terminal and no runner', () => {
    fc.assert(
      fc.property(anyLook, (look) => {
        const text = tellLookJson(look);
        expect(text).not.toMatch(control);
        expect(text).not.toMatch(command);
        const told: unknown = JSON.parse(text);
        expect(told).toMatchObject({ errorKinds: look.observation.total.errorKinds, self: look.self, ended: look.observation.ended });
      }),
    );
  });
});
