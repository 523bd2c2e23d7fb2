import { printCount } from '../../units/print.ts';
import { isCertain, type Effect } from './effect.ts';
import type { KeyHistory } from './key-history.ts';
import type { Violation } from './violation.ts';

/** What keys that are right prove, in a sentence; null where they prove nothing of the kind. */
export function sayHeld(of: Violation['of'], keys: readonly KeyHistory[]): string | null {
  if (keys.length === 0) return null;
  switch (of) {
    case 'linearizability': {
      const operations = keys.reduce((sum, key) => sum + key.operations, 0);
      return `${printCount(operations)} operations on ${sayKeys(keys)}: each read fits one order`;
    }
    case 'lost-update': {
      const counted = keys.filter(({ effects }) => effects.some(isAddition));
      const added = count(counted, (effect) => isAddition(effect) && isCertain(effect));
      if (added === 0) return null;
      return `${printCount(added)} acknowledged updates of ${sayKeys(counted)}: what was read later lacks none`;
    }
    case 'stale-read': {
      const reads = count(keys, isRead);
      const isAllowed = keys.some(({ effects }) => effects.some(({ act, earliestMs }) => earliestMs < act.calledAtMs));
      const what = reads === 1 ? '1 read' : `${printCount(reads)} reads`;
      return reads === 0 ? null : `${what} saw no older value than ${isAllowed ? 'is allowed' : 'was there'}`;
    }
    default:
      return of satisfies never;
  }
}

/** Whether nothing that comes later may make it unseen. */
function isAddition({ act: { deed } }: Effect): boolean {
  return deed.kind === 'increment' || deed.kind === 'append' || (deed.kind === 'compare-and-set' && deed.swapped === true);
}

function isRead({ act: { deed } }: Effect): boolean {
  return deed.kind === 'read';
}

function count(keys: readonly KeyHistory[], isCounted: (effect: Effect) => boolean): number {
  let sum = 0;
  for (const { effects } of keys) for (const effect of effects) if (isCounted(effect)) sum += 1;
  return sum;
}

function sayKeys({ length }: readonly KeyHistory[]): string {
  return length === 1 ? '1 key' : `${printCount(length)} keys`;
}
