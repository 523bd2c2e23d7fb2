import type { Checkup } from '../model/checkup.ts';
import type { Fitness } from '../model/fitness.ts';
import { jsonText } from './json-text.ts';

/**
 * `plimsoll doctor --json`: the answer, the checks, what watching does to what is watched, and what all that was judged from, round by
 * round. `watching` is a check (`id`, `kind`, `sentence`, `advice` where there is something to do) with `effects`: for each `hertz` by how
 * many percent it changes the `rate` of requests, their median response (`p50`) and the service's `cpuPerRequest`, each as
 * `{ percent, intervalPercent: [low, high], visiblePercent }` or null. Its readings are `rounds[].watched`: cycles of
 * `{ hertz, looks, ratePerSecond, p50Ms, cpuMsPerRequest }`, where `hertz` 0 is the service left alone.
 */
export function tellCheckupJson(fitness: Fitness, checkup: Checkup): string {
  const { kind, sentence, checks, watching, generatorPerSecond, smallestDifferencePercent } = fitness;
  const { runner, quotaCores, rounds } = checkup;
  return jsonText({ kind, sentence, checks, watching, generatorPerSecond, smallestDifferencePercent, runner, quotaCores, rounds });
}
