import type { OperationMeaning } from '../model/operation.ts';

/**
 * What makes the values of a load others than those of an earlier load with the same seed, because a service may remember what
 * that one wrote. Operations, think times and keys stay the same.
 */
export interface Fresh {
  /** Unsigned 32-bit; turns `{{uuid}}` into others. 0: as the seed alone says. */
  readonly salt: number;
  /** Where `{{n}}` begins. */
  readonly firstN: number;
}

/** Values by the scenario's seed alone. */
export const asSeeded: Fresh = { salt: 0, firstN: 0 };

/** Numbers begin below this: two loads hardly ever overlap, and no number becomes long. */
const numbers = 1_000_000_000;

/** Fresh values by a salt; `{{n}}` begins elsewhere only where it is a value that is written. */
export function freshen(salt: number, meanings: readonly OperationMeaning[]): Fresh {
  const writesN = meanings.some(
    ({ deed }) => deed !== undefined && deed.kind !== 'read' && deed.kind !== 'increment' && deed.value === 'n',
  );
  return { salt, firstN: writesN ? salt % numbers : 0 };
}
