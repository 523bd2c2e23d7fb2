import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Constraint } from '../../src/model/constraint.ts';
import type { ClosedScenario } from '../../src/model/scenario.ts';
import { takeTurns } from '../../src/property/take-turns.ts';
import { writeConstraint } from '../../src/units/constraint.ts';
import { anyConstraint } from '../units/any-constraint.ts';
import { scenarioUnder } from './an-ordeal.ts';

const under = fc.uniqueArray(anyConstraint, { selector: writeConstraint, minLength: 1, maxLength: 8 });
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const names = (constraints: readonly Constraint[]): readonly string[] => constraints.map(writeConstraint);

it('each constraint has its turn once', () => {
  fc.assert(
    fc.property(under, seed, (constraints, from) => {
      expect(names(takeTurns(constraints, [], from)).toSorted()).toEqual(names(constraints).toSorted());
    }),
  );
});

it('as many seeds in a row as there are constraints begin with each of them', () => {
  fc.assert(
    fc.property(under, seed, (constraints, from) => {
      const firsts = constraints.map((_, index) => takeTurns(constraints, [], from + index)[0]);
      expect(new Set(firsts).size).toBe(constraints.length);
    }),
  );
});

it('those that broke the service in an earlier run come first, whatever the seed', () => {
  fc.assert(
    fc.property(under, seed, fc.nat(), (constraints, from, index) => {
      const known = constraints[index % constraints.length];
      if (known === undefined) return;
      const { constraints: _, ...calm }: ClosedScenario = scenarioUnder(known);
      expect(takeTurns(constraints, [calm, scenarioUnder(known)], from)[0]).toBe(known);
    }),
  );
});
