import type { Growth } from './growth.ts';

/** What one process' looks at one quantity say. */
export type Judgement = 'leak' | 'stairs' | 'filling-up' | 'no-leak' | 'slowing' | 'returning' | 'unsure';

/** How much of a quantity matters. */
export interface Measure {
  /** Less for each operation is no leak to anybody. */
  readonly leastPerOperation: number;
  /** Less in the second half may be the noise of the looks. */
  readonly leastGained: number;
  /** A leak of that much for each operation must not pass for none. */
  readonly promised: number;
  /** Growth before the second half from which on something is filled up rather than just as it was. */
  readonly leastFilled: number;
}

/** `first` look for a suspicion, which another process will be asked about, or the last word. */
export type Strictness = 'suspicion' | 'proof';

/**
 * What is asked of the least of the four quarters, as a share of all; and of the later slope against the earlier one, within the second
 * half, and of the second half against the quarter before it. What fills a key space by chance grows by 0.7, 0.6, 0.5 …
 */
const demanded = {
  suspicion: { quarter: 0.35, later: 0.6, atLeast: 0.6, before: 0 },
  proof: { quarter: 0.5, later: 0.85, atLeast: 0.6, before: 0.7 },
} as const;

/** Where stretches are so unlike, it comes in lumps, by chance: then two halves of it are seldom alike. */
const lumpy = 0.13;

/**
 * Of what the second half added, given back in rests: a little of it may be what is always on its way. What goes on falling, by that
 * share of the first fall, is work that waited, and there is no telling where it ends.
 */
const returned = { least: 0.03, most: 0.5, goesOn: 0.3 };

/**
 * Whether a quantity leaks: it grew in each quarter of the second half, and not ever more slowly; or it climbs stairs that go on.
 * It does not when the second half, or the last three quarters of it, stayed where they were.
 */
export function judge(growth: Growth, measure: Measure, strictness: Strictness): Judgement {
  const whole = growth.returned.reduce((sum, one) => sum + one, 0);
  if (whole >= Math.max(measure.leastGained, returned.most * growth.gained)) return 'filling-up';
  if (isReturning(growth, measure)) return 'returning';
  if (isGrowing(growth, measure, strictness)) return 'leak';
  if (climbs(growth, measure)) return 'stairs';
  if (!isFlat(growth, measure)) return isSlowing(growth) ? 'slowing' : 'unsure';
  return growth.last - growth.first >= measure.leastFilled ? 'filling-up' : 'no-leak';
}

/** Whether a rest, or two where two were taken, gave something back. */
function isReturning({ returned: [once = 0, again], gained }: Growth, measure: Measure): boolean {
  if (once < Math.max(measure.leastGained, returned.least * gained)) return false;
  return again === undefined || again >= returned.goesOn * once;
}

/** Whether what grew has been growing more slowly all the time: bounded as far as one can see. */
function isSlowing(growth: Growth): boolean {
  const { quarters, late, before } = growth;
  const [first = 0, second = 0, third = 0, fourth = 0] = quarters;
  return growth.lumps < lumpy && third + fourth < 0.85 * (first + second) && late.perOperation < demanded.proof.before * before;
}

function isGrowing(growth: Growth, measure: Measure, strictness: Strictness): boolean {
  const { gained, quarters } = growth;
  const { perOperation, interval } = growth.late;
  const { quarter, later, atLeast, before } = demanded[strictness];
  if (perOperation < measure.leastPerOperation || gained < measure.leastGained || interval[0] <= 0) return false;
  const least = Math.min(...quarters) / perOperation;
  if (least < quarter) return false;
  // On top of much that came before, only a straight line is a leak: a full cache's size goes up and down with the load.
  if (gained < 0.15 * (growth.last - growth.first) && (least < 0.75 || Math.max(...quarters) > 1.35 * perOperation)) return false;
  const [first = 0, second = 0, third = 0, fourth = 0] = quarters;
  const changes = [(third + fourth) / (first + second), ...(before === 0 ? [] : [perOperation / Math.max(growth.before, 0)])];
  // Losses that come by chance are fewer in one half than in the other, but seldom by much, and not in stretch after stretch.
  return (
    changes.every((change) => change >= later) ||
    (growth.lumps > lumpy && !growth.falls && changes.every((change, index) => change >= (index === 0 ? atLeast : before)))
  );
}

function climbs({ stairs, last, first }: Growth, measure: Measure): boolean {
  return stairs !== null && stairs.perOperation >= measure.leastPerOperation && last - first >= measure.leastGained;
}

function isFlat({ late, gained, quarters, lateOperations, looked, beforeFall }: Growth, measure: Measure): boolean {
  const flat = (slope: number, operations: number): boolean =>
    slope < measure.leastPerOperation || slope * operations < measure.leastGained;
  if (looked !== null && !flat(looked.low, lateOperations)) return false;
  // One fall after a long rise may be the end of a tooth, or of a leak's disguise: the next one tells.
  if (beforeFall !== null && !flat(beforeFall.low, lateOperations)) return false;
  const each = lateOperations / 4;
  const [, second = 0, third = 0, fourth = 0] = quarters;
  const whole = flat(late.perOperation, lateOperations) && flat(fourth, each) && late.interval[1] < measure.promised;
  const most = flat((second + third + fourth) / 3, 3 * each) && flat(fourth, each) && Math.max(second, third, fourth) < measure.promised;
  return whole || (gained > 0 && most);
}
