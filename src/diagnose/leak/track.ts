import type { Batch, Endurance } from '../../model/endurance.ts';
import type { Point } from '../../stats/theil-sen.ts';

/** What can be lost. */
export type Quantity = 'memory' | 'descriptors' | 'threads' | 'sockets';

/** One quantity over the operations that may have cost it: the looks at it, in their order. */
export interface Track {
  /** x: operations so far, of a mode with abandoned ones only those; y: bytes or a count. */
  readonly points: readonly Point[];
  /** Whether only abandoned operations are on the x axis. */
  readonly isAbandoned: boolean;
  /** Operations of any kind for each one on the x axis. */
  readonly share: number;
}

/** The looks at one quantity. Looks that saw nothing, or that make no sense after the one before, are left out. */
export function trackOf(endurance: Endurance, quantity: Quantity): Track {
  const points: Point[] = [];
  let abandoned = 0;
  let operations = 0;
  for (const batch of endurance.batches) {
    abandoned += Math.max(0, batch.abandoned) || 0;
    operations = Math.max(operations, batch.operations || 0);
    const x = endurance.mode === 'abandoned' ? abandoned : operations;
    const y = seen(batch, quantity, endurance.by);
    if (y !== null && Number.isFinite(y) && y >= 0 && Number.isFinite(x)) points.push({ x, y });
  }
  const isAbandoned = endurance.mode === 'abandoned';
  return { points, isAbandoned, share: isAbandoned && abandoned > 0 ? Math.max(1, operations / abandoned) : 1 };
}

function seen(batch: Batch, quantity: Quantity, by: Endurance['by']): number | null {
  switch (quantity) {
    case 'memory':
      return by === 'heap' ? batch.heapBytes : batch.rssBytes;
    case 'descriptors':
      return batch.descriptors;
    case 'threads':
      return batch.threads;
    case 'sockets':
      return batch.sockets;
    default:
      return quantity satisfies never;
  }
}
