import { timeEmptyProcess } from '../../service/empty.ts';
import type { World } from '../../world.ts';

/** How long each of so many empty processes takes that are started at once; those that ended as they should. */
export async function timeEmptyProcesses(count: number, directory: string, world: World): Promise<readonly number[]> {
  const times = await Promise.all(Array.from({ length: count }, () => timeEmptyProcess(directory, world)));
  return times.filter((time) => time !== null);
}
