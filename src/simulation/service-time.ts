import type { SimulatedOperation, SimulatedSettings } from '../model/simulated.ts';
import type { Chance } from '../stats/chance.ts';

/** Of a lognormal distribution whose standard deviation is its mean. */
const sigma = Math.sqrt(Math.log(2));

/** How long an operation takes with `served` of them served at once, itself among them, in a process `ageMs` old. */
export function drawServiceMs(
  { timeMs, spread }: Pick<SimulatedOperation, 'timeMs' | 'spread'>,
  { contention, coherency, driftPerMinute }: Pick<SimulatedSettings, 'contention' | 'coherency' | 'driftPerMinute'>,
  served: number,
  ageMs: number,
  chance: Chance,
): number {
  const others = served - 1;
  const crowd = 1 + contention * others + coherency * served * others;
  return timeMs * drawUnit(spread, chance) * crowd * (1 + (driftPerMinute * ageMs) / 60_000);
}

/** Of mean 1. */
function drawUnit(spread: SimulatedOperation['spread'], chance: Chance): number {
  switch (spread) {
    case 'constant':
      return 1;
    case 'exponential':
      return -Math.log(1 - chance.unit());
    case 'lognormal': {
      const normal = Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
      return Math.exp(sigma * normal - sigma ** 2 / 2);
    }
    default:
      return spread satisfies never;
  }
}
