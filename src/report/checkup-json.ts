import type { Checkup } from '../model/checkup.ts';
import type { Fitness } from '../model/fitness.ts';
import type { Sensitivity } from '../model/sensitivity.ts';
import { jsonText } from './json-text.ts';

/**
 * `plimsoll doctor --json`: the answer, the checks, what watching does to what is watched, and what all that was judged from, round by
 * round. `watching` is a check (`id`, `kind`, `sentence`, `advice` where there is something to do) with `effects`: for each `hertz` by how
 * many percent it changes the `rate` of requests, their median response (`p50`) and the service's `cpuPerRequest`, each as
 * `{ percent, intervalPercent: [low, high], visiblePercent }` or null. Its readings are `rounds[].watched`: cycles of
 * `{ hertz, looks, ratePerSecond, p50Ms, cpuMsPerRequest }`, where `hertz` 0 is the service left alone.
 *
 * `service` is what a comparison would see of the user's own service: `{ kind: 'unasked' }` without a configuration, `{ kind:
 * 'impossible' | 'failed', sentence }` where two copies of it cannot or could not be measured, else `{ kind: 'measured', suite, budgetMs,
 * pairs, affordablePairs, pairsPerMinute, enough: { pairs, budgetMs }, failures, doubts, metrics, quietest, untold }`. `doubts` holds `told-apart`,
 * `too-short`, `too-noisy`, or nothing; each of `metrics` is `{ metric, changeIn, noisePercent, apartPercent, apartIntervalPercent: [low,
 * high], trustedFromPercent, smallestDetectablePercent, countsFromPercent, needed: [{ kind: 'pairs', percent, pairs, budgetMs } | { kind:
 * 'too-noisy' | 'too-small', percent }] }`.
 */
export function tellCheckupJson(fitness: Fitness, checkup: Checkup, service: Sensitivity): string {
  const { kind, sentence, checks, watching, generatorPerSecond, smallestDifferencePercent } = fitness;
  const { runner, quotaCores, rounds } = checkup;
  return jsonText({ kind, sentence, checks, watching, service, generatorPerSecond, smallestDifferencePercent, runner, quotaCores, rounds });
}
