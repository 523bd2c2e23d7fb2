import type { Chance } from '../../stats/chance.ts';
import { levelMeans, middleOf, redrawMeans, type LevelMean, type LevelValues } from '../../stats/redraw-levels.ts';
import { fitScalability, timeAt, type ScalabilityCurve } from '../../stats/scalability.ts';
import { misfitOf, type Misfit } from './misfit.ts';

/** How a time grows with users: what the levels came to, and the curve through them. */
export interface Shape {
  readonly means: readonly LevelMean[];
  readonly curve: ScalabilityCurve;
}

/** The same, with what it might have been. */
export interface Growth extends Shape {
  readonly misfit: Misfit;
  /** From values drawn anew; empty where no level was visited twice. */
  readonly redrawn: readonly Shape[];
}

/** Enough for ends of an interval that hardly change with the seed. */
const enough = 999;

/** How a time grows with users; null for fewer than three levels. */
export function growthOf(levels: readonly LevelValues[], chance: Chance, draws: number = enough): Growth | null {
  const seen = shapeOf(levelMeans(levels));
  if (seen === null) return null;
  const redrawn = redrawMeans(levels, draws, chance).flatMap((means) => shapeOf(means) ?? []);
  return { ...seen, misfit: misfitOf(levels, seen.curve), redrawn };
}

/**
 * The time at so many users: by the curve, which all levels bear together, so that it varies less than any of them; by the levels around
 * that number where they do not follow it.
 */
export function timeIn(shape: Shape, { misfit }: Growth, users: number): number {
  return misfit.real ? between(shape.means, users) : timeAt(shape.curve, users);
}

/** The 95 % interval of whatever is reckoned from a growth; null where nothing is known of chance. */
export function intervalOf({ redrawn }: Growth, reckon: (shape: Shape) => number): readonly [low: number, high: number] | null {
  return middleOf(redrawn.map(reckon));
}

/** The most users of any level. */
export function largestOf({ means }: Shape): number {
  return means.at(-1)?.level ?? 0;
}

function shapeOf(means: readonly LevelMean[]): Shape | null {
  const curve = fitScalability(means);
  return curve === null ? null : { means, curve };
}

/** On a straight line between the levels on both sides; beyond the outermost as there. */
function between(means: readonly LevelMean[], users: number): number {
  const next = means.findIndex(({ level }) => level >= users);
  const after = means[next] ?? means.at(-1);
  const before = means[next - 1] ?? after;
  if (after === undefined || before === undefined) return Number.NaN;
  if (next < 0 || after.level === before.level) return after.mean;
  return before.mean + ((after.mean - before.mean) * (users - before.level)) / (after.level - before.level);
}
