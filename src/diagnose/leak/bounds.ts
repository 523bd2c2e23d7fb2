import type { Endurance } from '../../model/endurance.ts';
import type { HeapRoom, MemoryBounds } from '../../model/memory-bounds.ts';

/** What would be full first, as `512 MB (the limit of rss)`. */
export interface Bound {
  readonly bytes: number;
  readonly name: string;
  /** What it bounds. */
  readonly of: 'heap' | 'rss';
}

/** Of what came to stay; the rest lies outside of the heap, in buffers. */
const mostOutside = 0.5;

/** The heap's limit, where most of what a process came to hold between two looks lies on it; else null. */
export function heapBound({ batches }: Endurance, before: HeapRoom | null, after: HeapRoom | null): number | null {
  const [first, last] = [batches[0]?.heapBytes ?? null, batches.at(-1)?.heapBytes ?? null];
  if (before === null || after === null || first === null || last === null) return null;
  return after.usedBytes - before.usedBytes > (1 - mostOutside) * (last - first) ? after.limitBytes : null;
}

/** The tightest; `wantedBytes` is the user's own limit of rss, which goes before all others. */
export function tightest(wantedBytes: number | null, { heapBytes, groupBytes }: MemoryBounds, machineBytes: number): Bound {
  if (wantedBytes !== null) return { bytes: wantedBytes, name: 'the limit of rss', of: 'rss' };
  const bounds: readonly Bound[] = [
    ...(heapBytes === null ? [] : [{ bytes: heapBytes, name: 'its heap', of: 'heap' as const }]),
    ...(groupBytes === null ? [] : [{ bytes: groupBytes, name: 'its control group', of: 'rss' as const }]),
  ];
  return bounds.reduce((least, bound) => (bound.bytes < least.bytes ? bound : least), {
    bytes: machineBytes,
    name: 'this machine',
    of: 'rss',
  });
}
