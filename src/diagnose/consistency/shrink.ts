import { firstWhere } from './count-below.ts';
import { byEnd, compare, isCertain, type Effect } from './effect.ts';

const mostTries = 200;

/**
 * The fewest operations of one key that still fit no order, as far as a bounded number of tries finds them. Leaving these
 * out can only make an order easier to find, so that what is left proves it of the whole:
 * - The end may be cut off: what had not ended may never have taken effect.
 * - The beginning may be cut off, because what the key held before is unknown: what had not ended may have taken effect already.
 * - What changes nothing may be left out, and so may what sets a value that nothing else speaks of.
 */
export function shrink(effects: readonly Effect[], isIllegal: (effects: readonly Effect[]) => boolean): readonly Effect[] {
  let tries = 0;
  const holds = (some: readonly Effect[]): boolean => {
    tries += 1;
    return tries <= mostTries && isIllegal(some);
  };
  let left = cutBeginning(cutEnd(effects, holds), holds);
  for (const user of new Set(left.map(({ act }) => act.user))) {
    const others = left.filter((effect) => effect.act.user !== user || !isSilent(effect));
    if (others.length < left.length && holds(others)) left = others;
  }
  for (let before = Number.POSITIVE_INFINITY; left.length < before;) {
    before = left.length;
    for (const effect of left) {
      const others = left.filter((other) => other !== effect);
      if ((isSilent(effect) || isUnspokenOf(effect, others)) && holds(others)) left = others;
    }
  }
  return left;
}

type Test = (effects: readonly Effect[]) => boolean;

function cutEnd(effects: readonly Effect[], holds: Test): readonly Effect[] {
  const ends = effects.filter(isCertain).sort(byEnd);
  const cutAt = (index: number): readonly Effect[] => {
    const atMs = ends[index]?.latestMs ?? Number.POSITIVE_INFINITY;
    return effects.flatMap((effect) => (effect.earliestMs > atMs ? [] : effect.latestMs <= atMs ? [effect] : doubt(effect)));
  };
  const cut = cutAt(firstWhere(ends.length, (index) => holds(cutAt(index))));
  return holds(cut) ? cut : effects;
}

function cutBeginning(effects: readonly Effect[], holds: Test): readonly Effect[] {
  const starts = effects.map(({ earliestMs }) => earliestMs).sort(compare);
  const cutAt = (index: number): readonly Effect[] => {
    const atMs = starts[index] ?? Number.POSITIVE_INFINITY;
    return effects.flatMap((effect) => (effect.latestMs < atMs ? [] : effect.earliestMs >= atMs ? [effect] : doubt(effect)));
  };
  const cut = cutAt(firstWhere(starts.length, (index) => !holds(cutAt(index))) - 1);
  return holds(cut) ? cut : effects;
}

/** The same, and nobody knows whether it ever took effect. */
function doubt(effect: Effect): readonly Effect[] {
  return isSilent(effect) ? [] : [{ ...effect, latestMs: Number.POSITIVE_INFINITY }];
}

/** Whether it changed nothing, whatever the key held. */
function isSilent({ act: { deed } }: Effect): boolean {
  return (
    deed.kind === 'read' || (deed.kind === 'compare-and-set' && deed.swapped === false) || (deed.kind === 'increment' && deed.by === 0)
  );
}

/** Whether it sets a value of which it makes no difference whether it was ever there. */
function isUnspokenOf({ act: { deed } }: Effect, others: readonly Effect[]): boolean {
  if (deed.kind !== 'write' && deed.kind !== 'compare-and-set') return false;
  return others.every(({ act: { deed: other } }) => {
    if (other.kind === 'read') return other.value !== deed.value;
    if (other.kind === 'compare-and-set') return other.swapped !== false && other.expected !== deed.value;
    return other.kind === 'write';
  });
}
