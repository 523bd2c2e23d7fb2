import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { crewSize } from '../../src/load/crew.ts';

const cores = fc.integer({ min: 1, max: 256 });
const connections = fc.integer({ min: 1, max: 10_000 });

describe('the size of a crew', () => {
  it('is one on small machines and for small loads, at most four, and at most a quarter of the cores', () => {
    fc.assert(
      fc.property(cores, connections, (machine, load) => {
        const size = crewSize(machine, load);
        expect(size).toBeGreaterThanOrEqual(1);
        expect(size).toBeLessThanOrEqual(4);
        if (machine < 8 || load < 16) expect(size).toBe(1);
        else expect(size).toBeLessThanOrEqual(machine / 4);
        if (size > 1) expect(load / size).toBeGreaterThanOrEqual(8);
      }),
    );
  });

  it('never falls where cores or connections grow', () => {
    fc.assert(
      fc.property(cores, connections, fc.nat({ max: 100 }), (machine, load, more) => {
        expect(crewSize(machine + more, load)).toBeGreaterThanOrEqual(crewSize(machine, load));
        expect(crewSize(machine, load + more)).toBeGreaterThanOrEqual(crewSize(machine, load));
      }),
    );
  });
});
