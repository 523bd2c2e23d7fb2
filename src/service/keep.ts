import type { World } from '../world.ts';
import { childEnvironment } from './environment.ts';
import { openGuard } from './guard.ts';
import { findKin, identify } from './kin.ts';
import { markerName, newMarker } from './marker.ts';

/** Processes that drivers start: known as ours wherever they go, and gone with us on any way out. */
export interface Kept extends AsyncDisposable {
  /** What they are started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Who of them lives now. */
  find(): readonly number[];
}

/** Rounds of killing: what is being killed may fork meanwhile. */
const mostRounds = 40;
const beatMs = 25;

/** Readies the marker and the guard for processes that will carry this environment; disposed, whatever of them lives still is killed. */
export async function keepProcesses(own: Readonly<Record<string, string>>, world: World): Promise<Kept> {
  const marker = newMarker(world.environment[markerName]);
  const guard = await openGuard(marker.id, world);
  // None of them leads: they are found by the marker alone.
  const nobody = { ...identify(0), pid: -1 };
  const find = (): readonly number[] => findKin(nobody, marker.id, []).map(({ pid }) => pid);
  const killNow = (): boolean => {
    const pids = find();
    for (const pid of pids) kill(pid);
    return pids.length > 0;
  };
  const killTwice = (): void => void (killNow() && killNow());
  process.on('exit', killTwice);
  return {
    environment: childEnvironment(world.environment, { ...own, [markerName]: marker.value }),
    find,
    [Symbol.asyncDispose]: async () => {
      for (let round = 0; round < mostRounds && killNow(); round += 1) await world.sleep(beatMs);
      process.off('exit', killTwice);
      await guard.release();
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
