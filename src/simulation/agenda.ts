const firstRoom = 256;

/** What is to happen when: a binary heap, earliest first; of what is due at one time, what was added first. */
export class Agenda {
  #times: Float64Array<ArrayBuffer> = new Float64Array(firstRoom);
  /** Counts what was ever added. */
  #orders: Float64Array<ArrayBuffer> = new Float64Array(firstRoom);
  readonly #calls: (() => void)[] = [];
  #added: number = 0;

  /** When the next is due; Infinity when nothing is. */
  get nextMs(): number {
    return this.#calls.length === 0 ? Number.POSITIVE_INFINITY : (this.#times[0] ?? Number.POSITIVE_INFINITY);
  }

  add(atMs: number, call: () => void): void {
    let at = this.#calls.length;
    if (at === this.#times.length) this.#grow();
    this.#calls.push(call);
    const times = this.#times;
    const order = (this.#added += 1);
    // The newest comes last among equals, so it only has to be compared by its time.
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((times[above] ?? 0) <= atMs) break;
      this.#move(above, at);
      at = above;
    }
    this.#put(at, atMs, order, call);
  }

  /** Takes the next one out; undefined when there is none. */
  take(): (() => void) | undefined {
    const first = this.#calls[0];
    const last = this.#calls.pop();
    if (last !== undefined && this.#calls.length > 0) {
      const from = this.#calls.length;
      this.#sink(this.#times[from] ?? 0, this.#orders[from] ?? 0, last);
    }
    return first;
  }

  #sink(atMs: number, order: number, call: () => void): void {
    const { length } = this.#calls;
    let at = 0;
    for (let below = 1; below < length; below = 2 * at + 1) {
      if (below + 1 < length && this.#isBefore(below + 1, this.#times[below] ?? 0, this.#orders[below] ?? 0)) below += 1;
      if (!this.#isBefore(below, atMs, order)) break;
      this.#move(below, at);
      at = below;
    }
    this.#put(at, atMs, order, call);
  }

  #isBefore(at: number, atMs: number, order: number): boolean {
    const its = this.#times[at] ?? 0;
    return its < atMs || (its === atMs && (this.#orders[at] ?? 0) < order);
  }

  #move(from: number, to: number): void {
    const call = this.#calls[from];
    if (call !== undefined) this.#put(to, this.#times[from] ?? 0, this.#orders[from] ?? 0, call);
  }

  #put(at: number, atMs: number, order: number, call: () => void): void {
    this.#times[at] = atMs;
    this.#orders[at] = order;
    this.#calls[at] = call;
  }

  #grow(): void {
    const [times, orders] = [this.#times, this.#orders];
    this.#times = new Float64Array(2 * times.length);
    this.#orders = new Float64Array(2 * orders.length);
    this.#times.set(times);
    this.#orders.set(orders);
  }
}
