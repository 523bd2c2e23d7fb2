import { printAmount, printBytes, printCount } from '../../units/print.ts';
import type { Case } from './case.ts';
import type { LeakContext } from './context.ts';
import type { Quantity } from './track.ts';

/** Quantities as a sentence has them. */
export const plurals: Readonly<Record<Quantity, string>> = {
  memory: 'memory',
  descriptors: 'descriptors',
  threads: 'threads',
  sockets: 'sockets',
};

/** One sentence for a reviewer: `The service leaks 1.05 KB per operation [1.04 KB, 1.07 KB]: 512 MB (…) would be full after 480 000 operations`. */
export function sayLeak(one: Case, context: LeakContext): string {
  const { weighed, quantity, first } = one;
  const each = first.mode === 'abandoned' ? 'abandoned operation' : 'operation';
  const operations = `${printCount(weighed.operations)} ${each}s`;
  switch (weighed.kind) {
    case 'leak':
      return `The service leaks ${sayRate(quantity, weighed.perOperation, weighed.interval, each)}${sayLimit(one, context, each)}`;
    case 'suspected': {
      const grew = `${capital(quantity)} grew by ${sayRate(quantity, weighed.perOperation, weighed.interval, each)}`;
      return `${grew} over ${operations}: that may be a leak, ${weighed.why}`;
    }
    case 'filling-up': {
      const { first: from, last, gained } = weighed.growth;
      const [low, high] = [from, last].map((amount) => sayAmount(quantity, amount));
      return `Filling up, not leaking: ${nounOf(one)} went from ${low} to ${high}, and the later half of ${operations} added ${sayAmount(quantity, gained)}`;
    }
    case 'no-leak': {
      const { last, gained } = weighed.growth;
      const added = `the later half of ${operations} added ${sayAmount(quantity, gained)}`;
      return `No leak of ${plurals[quantity]}: ${nounOf(one)} came to ${sayAmount(quantity, last)}, and ${added}`;
    }
    case 'too-few':
      return `Too few operations to tell whether ${plurals[quantity]} leak${quantity === 'memory' ? 's' : ''}: ${operations}`;
    default:
      return weighed satisfies never;
  }
}

/** A number of bytes or handles. */
export function sayAmount(quantity: Quantity, amount: number): string {
  return quantity === 'memory' ? printBytes(amount) : printCount(amount);
}

/** `1.05 KB per operation [1.04 KB, 1.07 KB]`, `10.1 descriptors per 1 000 operations [9.9, 10.2]`. */
function sayRate(quantity: Quantity, perOperation: number, interval: readonly [number, number] | null, each: string): string {
  const print = quantity === 'memory' ? printBytes : (amount: number): string => printAmount(1_000 * amount);
  const ends = interval === null ? '' : ` [${interval.map((end) => print(Math.max(0, end))).join(', ')}]`;
  const per = quantity === 'memory' ? each : `${printCount(1_000)} ${each}s`;
  return `${print(perOperation)}${quantity === 'memory' ? '' : ` ${plurals[quantity]}`} per ${per}${ends}`;
}

/** What of a leak was not seen: `95 % interval: a leak of up to 215 B per operation could hide in this`. */
export function sayHidden({ quantity, first }: Case, [, high]: readonly [low: number, high: number]): string {
  const each = first.mode === 'abandoned' ? 'abandoned operation' : 'operation';
  // Less than a byte is nothing that was measured.
  const most = quantity === 'memory' ? Math.max(1, Math.ceil(high)) : Math.max(0, high);
  return `95 % interval: a leak of up to ${sayRate(quantity, most, null, each)} could hide in this`;
}

/** When memory would be full, counted from a fresh process. */
function sayLimit({ quantity, weighed, first, second }: Case, { bound }: LeakContext, each: string): string {
  if (quantity !== 'memory' || weighed.kind !== 'leak' || bound === null) return '';
  const fresh = (second ?? first).batches[0];
  const base = (bound.of === 'heap' ? fresh?.heapBytes : fresh?.rssBytes) ?? 0;
  const operations = (bound.bytes - base) / weighed.perOperation;
  if (!(operations > 0)) return '';
  return `: ${printBytes(bound.bytes)} (${bound.name}) would be full after ${printCount(Number(operations.toPrecision(2)))} ${each}s`;
}

function nounOf({ quantity, first }: Case): string {
  if (quantity !== 'memory') return `the number of ${plurals[quantity]}`;
  return first.by === 'heap' ? 'live memory' : 'resident memory';
}

function capital(quantity: Quantity): string {
  return quantity === 'memory' ? 'Memory' : `The number of ${plurals[quantity]}`;
}
