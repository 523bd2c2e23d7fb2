import { openChance } from '../stats/chance.ts';
import type { World } from '../world.ts';
import { VirtualTime } from './virtual-time.ts';

/** Seeds of its own, whatever else is drawn from the same seed. */
const seedStream = 0x51ed270b;

/** The same surroundings with a time of its own that begins at 0, and chance that comes from a seed: what happens there happens again. */
export function virtualWorld(real: World, seed: number): World {
  const time = new VirtualTime();
  const chance = openChance(seed, seedStream);
  return {
    now: () => time.now(),
    date: () => real.date(),
    sleep: (ms, signal) => time.sleep(ms, signal),
    every: (ms, call) => time.every(ms, call),
    // Nobody waits for a core in a time that stands still meanwhile.
    threadTimes: () => null,
    seed: () => chance.next(),
    environment: real.environment,
    directory: real.directory,
    bundles: real.bundles,
    interrupted: real.interrupted,
    timeline: time,
  };
}
