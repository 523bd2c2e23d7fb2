// libuv's timers count whole milliseconds, which is half a millisecond of bias on a delay of five. So: sleep by a timer while the next
// due time is far, and look again in every turn of the event loop when it is near. That keeps a core busy, hence a core of its own.
const nearMs = 2;

/** Calls `act(entry)` for every entry when its `dueAt` (of `performance.now()`) comes: never early, late by one turn of the event loop. */
export class DueQueue {
  #act;
  /** A binary heap: no entry is due before its parent, at half its position. */
  #heap = [];
  #timer = null;
  #looking = false;

  constructor(act) {
    this.#act = act;
  }

  add(entry) {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent].dueAt <= entry.dueAt) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
    if (at === 0 && !this.#looking) this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    const leftMs = this.#heap[0].dueAt - performance.now();
    this.#looking = leftMs <= nearMs;
    if (this.#looking) setImmediate(() => this.#look());
    else this.#timer = setTimeout(() => this.#wait(), leftMs - nearMs);
  }

  /** One entry a turn at most: what arrives meanwhile is read in between, so that its time of arrival is true. */
  #look() {
    if (this.#heap[0].dueAt <= performance.now()) this.#act(this.#take());
    this.#looking = false;
    if (this.#heap.length > 0) this.#wait();
  }

  #take() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    let at = 0;
    while (heap.length > 0) {
      let child = 2 * at + 1;
      if (child + 1 < heap.length && heap[child + 1].dueAt < heap[child].dueAt) child++;
      if (child >= heap.length || heap[child].dueAt >= last.dueAt) break;
      heap[at] = heap[child];
      at = child;
    }
    if (heap.length > 0) heap[at] = last;
    return first;
  }
}
