import type { Constraint } from '../model/constraint.ts';
import type { Scenario } from '../model/scenario.ts';
import { writeConstraint } from '../units/constraint.ts';

/**
 * The order in which constraints are tried: first those that broke the service in an earlier run, then the others in a circle that begins
 * elsewhere with each seed. Where there is time for some only, several runs try them all.
 */
export function takeTurns(under: readonly Constraint[], earlier: readonly Scenario[], seed: number): readonly Constraint[] {
  const from = under.length === 0 ? 0 : seed % under.length;
  const circle = [...under.slice(from), ...under.slice(0, from)];
  const known = new Set(
    earlier.flatMap((scenario) => (scenario.model === 'closed' ? (scenario.constraints ?? []) : [])).map(writeConstraint),
  );
  return circle.toSorted((one, other) => Number(known.has(writeConstraint(other))) - Number(known.has(writeConstraint(one))));
}
