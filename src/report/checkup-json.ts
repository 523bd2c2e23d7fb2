import type { Checkup } from '../model/checkup.ts';
import type { Fitness } from '../model/fitness.ts';
import { jsonText } from './json-text.ts';

/** `plimsoll doctor --json`: the answer, the checks, and what they were judged from, round by round. */
export function tellCheckupJson(fitness: Fitness, checkup: Checkup): string {
  const { kind, sentence, checks, generatorPerSecond, smallestDifferencePercent } = fitness;
  const { runner, quotaCores, rounds } = checkup;
  return jsonText({ kind, sentence, checks, generatorPerSecond, smallestDifferencePercent, runner, quotaCores, rounds });
}
