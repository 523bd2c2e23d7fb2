import { blockBootstrap } from '../../stats/block-bootstrap.ts';
import { openChance } from '../../stats/chance.ts';
import { changePoints } from '../../stats/change-points.ts';
import { median } from '../../stats/median.ts';

const confidence = 0.95;
/** The tenth from either end of so many is the end of the interval. */
const draws = 399;
/** Redrawn runs are all of those that were seen, and of few these are too alike: with n of them the interval is (1 + 3 / n) times as wide. */
const youth = 3;

/** A change of level, in the metric's unit. */
export interface LevelChange {
  readonly change: number;
  /** Of 95 %. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * By how much the level of the last runs lies above that of the `recent` ones before them, each as its median; its noise is what the same
 * difference comes to where the runs before are drawn anew in stretches, their own changes of level taken out. The interval holds the change
 * 92 to 97 times in 100, with neighbours up to 0.3 alike and from a dozen runs on.
 */
export function changeInterval(before: readonly number[], last: readonly number[], recent: number): LevelChange {
  const difference = (runs: readonly number[], latest: number): number =>
    median(runs.slice(-latest)) - median(runs.slice(-latest - recent, -latest));
  const change = median(last) - median(before.slice(-recent));
  const drawn = blockBootstrap(levelled(before), (runs) => difference(runs, last.length), confidence, openChance(0, 0), { draws });
  const wider = 1 + youth / before.length;
  const [low, high] = [change - wider * drawn[1], change - wider * drawn[0]];
  return { change, interval: [Math.min(low, change), Math.max(high, change)] };
}

/** The runs as if all had been on the newest level. */
function levelled(runs: readonly number[]): readonly number[] {
  const changes = changePoints(runs, 0);
  const now = changes.at(-1)?.after;
  if (now === undefined) return runs;
  return runs.map((run, at) => {
    const next = changes.find((change) => change.at > at);
    if (next === undefined) return run;
    return next.before > 0 && now > 0 ? run * (now / next.before) : run + (now - next.before);
  });
}
