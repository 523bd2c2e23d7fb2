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

/** Collects a thread's garbage; false when it does not answer. */
export async function collect(session: Session, ms: number): Promise<boolean> {
  // For a debugger that may come later an inspector keeps what the last thousand lines of the console were given: that is no leak.
  void session.call('Runtime.discardConsoleEntries', {}, ms);
  return (await session.call('HeapProfiler.collectGarbage', {}, ms)) !== null;
}
