import type { Batch, Endurance } from '../../../src/model/endurance.ts';

/** A batch of nothing in particular. */
const aBatch: Batch = {
  operations: 0,
  abandoned: 0,
  requests: 0,
  errors: 0,
  p50Ms: null,
  p95Ms: null,
  cpuMs: null,
  heapBytes: null,
  rssBytes: null,
  descriptors: null,
  threads: null,
  sockets: null,
  processes: 1,
};

/** A process that did `each` operations in each of so many batches, of which `look` tells what was seen after so many operations. */
export function anEndurance(
  batches: number,
  each: number,
  look: (operations: number, index: number) => Partial<Batch>,
  more: Partial<Endurance> = {},
): Endurance {
  return {
    by: 'heap',
    mode: 'answered',
    attempt: 1,
    durationMs: batches * 250,
    batches: Array.from({ length: batches }, (_, index) => {
      const operations = (index + 1) * each;
      return { ...aBatch, operations, requests: each, ...look(operations, index) };
    }),
    ...more,
  };
}
