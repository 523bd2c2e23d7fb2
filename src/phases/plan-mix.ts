import { needed } from '../diagnose/fairness/service.ts';
import type { ClosedScenario } from '../model/scenario.ts';

/** Shorter loads end before anybody has waited long, and longer ones leave no time for other mixes. */
const [leastMs, wantedMs, settleMs] = [400, 1_000, 50];
/** What is looked at before and after a load. */
const aroundMs = 30;
/** More than are needed, because what is rare comes by chance. */
const enoughEach = 1.5 * needed.mixed;

/**
 * How long a load of this mix must last for enough of its rarest operation, by how long each may take: Little's law says how many a second there
 * are. Null where there is not as much time left.
 */
export function planMix(
  mix: Readonly<Record<string, number>>,
  { users, thinkMs }: Pick<ClosedScenario, 'users' | 'thinkMs'>,
  takesMs: (operation: string) => number,
  leftMs: number,
): Pick<ClosedScenario, 'warmupMs' | 'durationMs'> | null {
  const weights = Object.entries(mix);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const turnMs = weights.reduce((sum, [name, weight]) => sum + (weight / total) * (takesMs(name) + thinkMs), 0);
  const rarest = Math.min(...weights.map(([, weight]) => weight)) / total;
  const neededMs = Math.max(leastMs, (enoughEach * turnMs) / (users * rarest));
  const mostMs = leftMs - settleMs - aroundMs;
  if (mostMs < neededMs) return null;
  // What is left is shared with those that come after, as far as they are worth it.
  const durationMs = Math.max(neededMs, Math.min(wantedMs, mostMs / 2));
  return { warmupMs: settleMs, durationMs: Math.round(durationMs) };
}
