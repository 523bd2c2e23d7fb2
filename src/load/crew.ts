/** Connections or users below this are not worth a thread of their own. */
const fewestEach = 8;

/**
 * How many engine threads carry a load: one on small machines, where service and engine already share the cores, a quarter
 * of the cores on larger ones. Fixed by machine and load, so that runs of the same class are made alike.
 */
export function crewSize(cores: number, connections: number): number {
  return Math.max(1, Math.min(Math.floor(cores / 4), 4, Math.floor(connections / fewestEach)));
}
