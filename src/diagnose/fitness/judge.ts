import type { Checkup } from '../../model/checkup.ts';
import type { Fitness, FitnessCheck, FitnessKind } from '../../model/fitness.ts';
import { printPercent } from '../../units/print.ts';
import { checkMachine } from './machine.ts';
import { checkNoise, smallestDifferencePercent } from './noise.ts';
import { checkSpeed, generatorPerSecond } from './speed.ts';
import { checkTimer } from './timer.ts';
import { checkWatching } from './watching.ts';
import { printRate } from './words.ts';

const order: readonly FitnessKind[] = ['ok', 'limited', 'unfit'];

/** Judges a machine by what was measured of it: the worst check is the whole's, and so is a harm that watching does. */
export function judgeFitness(checkup: Checkup): Fitness {
  const checks = [checkTimer(checkup), checkSpeed(checkup), checkNoise(checkup), checkMachine(checkup)];
  const watching = checkWatching(checkup);
  const all = [...checks, watching];
  const kind = order[Math.max(...all.map((check) => order.indexOf(check.kind)))] ?? 'unfit';
  const fastest = generatorPerSecond(checkup);
  const smallest = smallestDifferencePercent(checkup);
  return {
    kind,
    sentence: sayFitness(kind, all, fastest, smallest),
    checks,
    watching,
    generatorPerSecond: fastest,
    smallestDifferencePercent: smallest,
  };
}

function sayFitness(kind: FitnessKind, checks: readonly FitnessCheck[], fastest: number, smallest: number): string {
  const able = `up to ${printRate(fastest)}, and differences from ${printPercent(smallest)} on.`;
  const named = checks.filter((check) => check.kind === kind).map(({ id }) => id);
  switch (kind) {
    case 'ok':
      return `This machine is fit to measure on: ${able}`;
    case 'limited':
      return `This machine is fit to measure on within limits (${named.join(', ')}): ${able}`;
    case 'unfit':
      return `This machine is not fit to measure on (${named.join(', ')}): what is measured here would be its own doing.`;
    default:
      return kind satisfies never;
  }
}
