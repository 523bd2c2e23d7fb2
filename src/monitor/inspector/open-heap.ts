import type { HeapRoom } from '../../model/memory-bounds.ts';
import type { World } from '../../world.ts';
import { sayAllocations } from './allocations.ts';
import { findInspector } from './find-inspector.ts';
import { openInspected, sum, type Inspected } from './inspected.ts';
import { isNode } from './node-process.ts';

/** Processes of a tree that are asked; a larger one is looked at in part. */
const mostProcesses = 32;
const findMs = 1_000;

/**
 * The live memory of a Node service, asked through its inspectors. Hang up before the service is stopped: a process does not exit while a
 * debugger is attached.
 */
export interface NodeHeap extends AsyncDisposable {
  /** Forces a collection in every Node process of the tree and sums heapUsed + external, worker threads included. Null when one no longer answers. */
  measure(): Promise<number | null>;
  /** How full the heap is, and what it may hold; null for several processes, which have one each. */
  room(): Promise<HeapRoom | null>;
  /**
   * Begins to note where live objects are allocated; ends it and names the places that hold most, largest first, as lines such as
   * "remember (server.js:41) holds 1.2 MB of objects". Contents of buffers lie outside of the heap and are not in it.
   */
  beginNaming(): Promise<void>;
  endNaming(): Promise<readonly string[]>;
}

/**
 * Connects to every Node process of the tree that has an inspector open (found by its listening sockets); null when there is none. To find
 * it, sockets on loopback are asked with a request of our own; those on the ports of `except` are not. Never throws.
 */
export async function openHeap(pids: readonly number[], world: World, except: readonly number[] = []): Promise<NodeHeap | null> {
  const nodes = pids.filter(isNode).slice(0, mostProcesses);
  const found = await Promise.all(nodes.map((pid) => openOne(pid, except, world)));
  const processes = found.filter((one) => one !== null);
  if (processes.length === 0) return null;
  return {
    measure: async () => sum(await Promise.all(processes.map((one) => one.measure()))),
    room: async () => (processes.length === 1 ? ((await processes[0]?.room()) ?? null) : null),
    beginNaming: async () => {
      await Promise.all(processes.map((one) => one.beginNaming()));
    },
    endNaming: async () => sayAllocations((await Promise.all(processes.map((one) => one.endNaming()))).flat()),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(processes.map((one) => one[Symbol.asyncDispose]()));
    },
  };
}

/** Null also when it does not answer its first question. */
async function openOne(pid: number, except: readonly number[], world: World): Promise<Inspected | null> {
  const url = await findInspector(pid, except, findMs, world);
  const inspected = url === null ? null : await openInspected(pid, url, world);
  if (inspected === null || (await inspected.measure()) !== null) return inspected;
  await inspected[Symbol.asyncDispose]();
  return null;
}
