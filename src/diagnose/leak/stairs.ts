import type { Point } from '../../stats/theil-sen.ts';

/** Growth by laying something anew whenever it is full, each time by the same factor: buffers, tables, arrays. */
export interface Stairs {
  /** What one operation adds to what is stored. */
  readonly perOperation: number;
  readonly interval: readonly [low: number, high: number];
}

/** How many steps show that there is a rule in them. */
const fewest = 3;
const ratios = { least: 1.3, most: 2.8 };
/** A step's size is known but for what else comes and goes. */
const slack = 1.35;
/** Smaller changes between two looks are no steps. */
const leastShare = 0.04;

/**
 * Reads a lower envelope as stairs whose steps grow by one factor, in height and in the operations between them, and on whose last step
 * no other is overdue. Null when it is nothing of the kind, when more than a fifth of it grew between the steps, or when most looks saw one.
 */
export function stairsOf(line: readonly Point[]): Stairs | null {
  const end = line.at(-1);
  const begin = line[0];
  if (end === undefined || begin === undefined || end.y <= begin.y) return null;
  const steps = stepsOf(line, leastShare * (end.y - begin.y)).slice(-fewest);
  const [first, second, third] = steps;
  if (first === undefined || second === undefined || third === undefined) return null;
  const climbed = end.y - first.from;
  const looks = line.filter(({ x }) => x >= first.at).length;
  if (looks <= 2 * fewest) return null;
  if (first.size + second.size + third.size < 0.8 * climbed) return null;
  const ratio = Math.sqrt(third.size / first.size);
  if (ratio < ratios.least || ratio > ratios.most) return null;
  if (!follows(first, second, ratio) || !follows(second, third, ratio)) return null;
  if (end.x > third.at * ratio * slack) return null;
  const stored = third.size / (ratio - 1);
  return { perOperation: stored / third.at, interval: [stored / third.at / slack, (stored / third.at) * slack] };
}

interface Rise {
  /** Operations at the last look before it, and at the first that saw it. */
  readonly after: number;
  readonly at: number;
  readonly from: number;
  readonly size: number;
}

/** Whether the next step is as much larger as it is farther off, as far as the looks can tell. */
function follows(step: Rise, next: Rise, ratio: number): boolean {
  const larger = next.size / step.size;
  const farthest = step.after > 0 ? next.at / step.after : Number.POSITIVE_INFINITY;
  return larger > ratio / slack && larger < ratio * slack && next.after / step.at < ratio * slack && farthest > ratio / slack;
}

/** Rises from one look to the next. */
function stepsOf(line: readonly Point[], least: number): readonly Rise[] {
  return line.flatMap(({ x, y }, index) => {
    const { x: after, y: from } = line[index - 1] ?? { x, y };
    return y - from > least ? [{ after, at: x, from, size: y - from }] : [];
  });
}
