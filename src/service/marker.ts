import { randomUUID } from 'node:crypto';

/** The variable by which a service's processes are known as ours, wherever they went. */
export const markerName = 'PLIMSOLL_SERVICE';

/** What to look for, and what to give to the child. */
export interface Marker {
  readonly id: string;
  /** Earlier markers first: when plimsoll measures plimsoll, the outer one finds the inner one's services too. */
  readonly value: string;
}

/** A new marker inside those this process was itself started under. */
export function newMarker(outer: string | undefined): Marker {
  const id = randomUUID();
  const before = outer !== undefined && /^[0-9a-f:-]{1,400}$/.test(outer) ? `${outer}:` : '';
  return { id, value: `${before}${id}` };
}
