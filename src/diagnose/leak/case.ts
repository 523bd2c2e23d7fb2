import type { Endurance } from '../../model/endurance.ts';
import type { Quantity } from './track.ts';
import type { Weighed } from './weigh.ts';

/** A quantity as the processes of one mode showed it. */
export interface Case {
  readonly quantity: Quantity;
  readonly first: Endurance;
  readonly second: Endurance | null;
  readonly weighed: Weighed;
}
