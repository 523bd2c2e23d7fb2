import { printCount } from '../../units/print.ts';
import type { KeyHistory } from './key-history.ts';
import type { Violation } from './violation.ts';

/** What keys that are right prove, in a sentence; null where they prove nothing of the kind. */
export function sayHeld(of: Violation['of'], keys: readonly KeyHistory[]): string | null {
  if (keys.length === 0) return null;
  switch (of) {
    case 'linearizability': {
      const operations = sum(keys, (key) => key.operations);
      return `${printCount(operations)} operations on ${sayKeys(keys)}: each read fits one order`;
    }
    case 'lost-update': {
      const updated = keys.filter(({ updates }) => updates > 0);
      const updates = sum(updated, (key) => key.updates);
      if (updates === 0) return null;
      return `${printCount(updates)} acknowledged updates of ${sayKeys(updated)}: what was read later lacks none`;
    }
    case 'stale-read': {
      const reads = sum(keys, (key) => key.reads);
      const what = reads === 1 ? '1 read' : `${printCount(reads)} reads`;
      return reads === 0 ? null : `${what} saw no older value than ${keys.some(isAllowed) ? 'is allowed' : 'was there'}`;
    }
    default:
      return of satisfies never;
  }
}

/** Whether any of its reads may be stale. */
function isAllowed({ effects }: KeyHistory): boolean {
  return effects.some(({ act, earliestMs }) => earliestMs < act.calledAtMs);
}

function sum(keys: readonly KeyHistory[], amountOf: (key: KeyHistory) => number): number {
  return keys.reduce((total, key) => total + amountOf(key), 0);
}

function sayKeys({ length }: readonly KeyHistory[]): string {
  return length === 1 ? '1 key' : `${printCount(length)} keys`;
}
