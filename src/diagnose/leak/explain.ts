import { printBytes } from '../../units/print.ts';
import type { Case } from './case.ts';
import { plurals } from './say-leak.ts';

/** What a lost handle weighs at most, in the program and out of it: a thread's stack and its allocator's arena, a socket's buffers. */
const mostBytes = { threads: 256 * 1_024, sockets: 16 * 1_024 } as const;
/** Descriptors beyond those of lost sockets that still are no leak of their own. */
const mostBeside = 0.2;

/** Says of a quantity that grew that a more specific leak, which is reported, is all there is to it; null otherwise. */
export function explain(one: Case, cases: readonly Case[]): string | null {
  const grown = rateOf(one);
  if (grown === null) return null;
  const sockets = leakOf('sockets', cases);
  if (one.quantity === 'descriptors') {
    const isAll = sockets !== null && Math.abs(grown - sockets) <= mostBeside * sockets;
    return isAll ? 'No descriptors are lost but those of the sockets that leak.sockets tells of' : null;
  }
  if (one.quantity !== 'memory') return null;
  for (const cause of ['threads', 'sockets'] as const) {
    const lost = leakOf(cause, cases);
    if (lost === null || grown > mostBytes[cause] * lost || (cause === 'threads' && one.first.by === 'heap')) continue;
    const each = printBytes(grown / lost);
    return `Memory grew by ${each} for each of the ${plurals[cause]} that leak.${cause} tells of, which is what they need themselves`;
  }
  return null;
}

/** What each operation loses, where that is proven. */
function leakOf(quantity: keyof typeof mostBytes, cases: readonly Case[]): number | null {
  const weighed = cases.find((other) => other.quantity === quantity)?.weighed;
  return weighed?.kind === 'leak' ? weighed.perOperation : null;
}

function rateOf({ weighed }: Case): number | null {
  return weighed.kind === 'leak' || weighed.kind === 'suspected' ? weighed.perOperation : null;
}
