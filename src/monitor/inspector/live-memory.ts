import type { HeapRoom } from '../../model/memory-bounds.ts';
import { evaluate } from './evaluate.ts';
import { toAmount, toFields } from './fields.ts';
import type { Session } from './session.ts';

/**
 * Collects a thread's garbage and answers what is left in bytes: V8's heap and what hangs on it outside, buffers included. Null when it
 * does not answer. Once is enough: V8 itself repeats the collection until nothing more dies, and more of them were no steadier (measured).
 */
export async function measureLive(session: Session, ms: number): Promise<number | null> {
  if (!(await collect(session, ms))) return null;
  // Not `Runtime.getHeapUsage`: up to Node 20 it leaves out the contents of buffers.
  const { heapUsed, external } = toFields(await evaluate(session, 'process.memoryUsage()', ms));
  const [heap, outside] = [toAmount(heapUsed), toAmount(external)];
  return heap === null || outside === null ? null : heap + outside;
}

/** How full a thread's heap is, garbage included; null when it does not answer, or its Node is too old to tell. */
export async function measureRoom(session: Session, ms: number): Promise<HeapRoom | null> {
  // `require` is not in reach from outside of a module.
  const { used_heap_size: used, heap_size_limit: limit } = toFields(
    await evaluate(session, "process.getBuiltinModule('v8').getHeapStatistics()", ms),
  );
  const [usedBytes, limitBytes] = [toAmount(used), toAmount(limit)];
  return usedBytes === null || limitBytes === null ? null : { usedBytes, limitBytes };
}

/** Collects a thread's garbage; false when it does not answer. */
export async function collect(session: Session, ms: number): Promise<boolean> {
  // For a debugger that may come later an inspector keeps what the last thousand lines of the console were given: that is no leak.
  void session.call('Runtime.discardConsoleEntries', {}, ms);
  return (await session.call('HeapProfiler.collectGarbage', {}, ms)) !== null;
}
