import type { Endurance } from '../../model/endurance.ts';
import type { Growth } from './growth.ts';
import { judgeHandles } from './judge-handles.ts';
import { judgeMemory } from './judge-memory.ts';
import type { LeakLook } from './look.ts';
import { trackOf, type Quantity } from './track.ts';

/** What both processes of a mode say of one quantity. */
export type Weighed =
  | { readonly kind: 'leak'; readonly perOperation: number; readonly interval: readonly [number, number]; readonly operations: number }
  | {
      /** Something grew, but that it is a leak was not shown twice. */
      readonly kind: 'suspected';
      readonly perOperation: number;
      readonly interval: readonly [number, number] | null;
      readonly operations: number;
      readonly why: string;
    }
  | { readonly kind: 'filling-up'; readonly growth: Growth; readonly operations: number }
  | { readonly kind: 'no-leak'; readonly growth: Growth; readonly operations: number }
  | { readonly kind: 'too-few'; readonly operations: number };

/** The fresh process must have done so many times the operations of the first. */
export const timesToProve = 3;
/** Nothing is said of a process that was looked at less often, when it was cut short. */
const fewestLooks = 10;
/** The two may differ by that factor, and by their intervals. */
const likeness = 2;

/** Weighs one quantity; null where nobody looked at it. */
export function weigh(first: Endurance, second: Endurance | null, quantity: Quantity): Weighed | null {
  if (trackOf(first, quantity).points.length === 0) return null;
  const one = lookOf(first, quantity);
  const two = second === null ? null : lookOf(second, quantity);
  if (one.soFar === 'leak' && second !== null && two !== null) return confirm(one, two, lookOf(upTo(second, first), quantity));
  if (one.decision === 'leak') return suspected(one, 'and no other process has shown it again');
  if (two?.decision === 'leak') return suspected(two, 'but only one of two processes did so');
  return conclude(two === null || (one.growth !== null && one.operations > two.operations) ? one : two);
}

function lookOf(endurance: Endurance, quantity: Quantity): LeakLook {
  return quantity === 'memory' ? judgeMemory(endurance) : judgeHandles(endurance, quantity);
}

/** The second process when it had done as much as the first had. */
function upTo(second: Endurance, first: Endurance): Endurance {
  const most = (first.batches.at(-1)?.operations ?? 0) * 1.1;
  return { ...second, batches: second.batches.filter(({ operations }) => operations <= most) };
}

/** What a second process makes of a suspicion; `then` is how it looked when it had done as much. */
function confirm(one: LeakLook, two: LeakLook, then: LeakLook): Weighed {
  if (two.soFar === 'returning') return suspected(two, 'but part of it came back when the service was left alone');
  if (two.soFar !== 'leak') {
    const isRefuted = two.decision === 'filling-up' || two.decision === 'no-leak' || two.soFar === 'slowing';
    return isRefuted ? conclude(two) : suspected(one, 'and a second process did not show it clearly');
  }
  if (two.decision !== 'leak' || two.operations < timesToProve * one.operations) {
    return suspected(two, 'and a second process had too few operations to prove it, which a longer budget gives');
  }
  const [low = 0, high = 0] = two.interval ?? [];
  if (!areAlike(one, then) && !areAlike(one, two)) return suspected(two, 'but not as in the process before');
  return { kind: 'leak', perOperation: two.perOperation ?? 0, interval: [low, high], operations: two.operations };
}

function areAlike(one: LeakLook, other: LeakLook): boolean {
  const [lowOne = 0, highOne = 0] = one.interval ?? [];
  const [low = 0, high = 0] = other.interval ?? [];
  return low <= likeness * highOne && lowOne <= likeness * high;
}

/** What one process says that does not leak as far as one can see. */
function conclude(look: LeakLook): Weighed {
  const { decision, soFar, growth, operations } = look;
  if (growth === null || growth.looks < fewestLooks) return { kind: 'too-few', operations };
  if (decision === 'no-leak' || soFar === 'no-leak') return { kind: 'no-leak', growth, operations };
  if (decision === 'filling-up' || soFar === 'filling-up' || soFar === 'slowing') return { kind: 'filling-up', growth, operations };
  return soFar === 'unsure' || soFar === 'leak'
    ? suspected(look, 'and there was no time to see it through')
    : { kind: 'too-few', operations };
}

function suspected({ perOperation, interval, operations }: LeakLook, why: string): Weighed {
  return { kind: 'suspected', perOperation: perOperation ?? 0, interval, operations, why };
}
