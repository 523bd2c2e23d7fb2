/** Who is due when: a binary heap, earliest first. */
export class Agenda<T> {
  readonly #entries: { readonly atMs: number; readonly who: T }[] = [];

  /** When the next one is due; Infinity when nobody is. */
  get nextMs(): number {
    return this.#entries[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  add(atMs: number, who: T): void {
    const entry = { atMs, who };
    let at = this.#entries.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#entries[above];
      if (parent === undefined || parent.atMs <= atMs) break;
      this.#entries[at] = parent;
      at = above;
    }
    this.#entries[at] = entry;
  }

  /** Takes out the next one, if it is due by then. */
  take(nowMs: number): { readonly atMs: number; readonly who: T } | null {
    const first = this.#entries[0];
    if (first === undefined || first.atMs > nowMs) return null;
    const last = this.#entries.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first;
  }

  /** Takes out everybody who is due at that time or later, in no order. */
  dropFrom(atMs: number): readonly T[] {
    const entries = this.#entries.splice(0);
    for (const entry of entries) if (entry.atMs < atMs) this.add(entry.atMs, entry.who);
    return entries.filter((entry) => entry.atMs >= atMs).map(({ who }) => who);
  }

  #sink(entry: { readonly atMs: number; readonly who: T }): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const [left, right] = [this.#entries[below], this.#entries[below + 1]];
      if (left === undefined) break;
      if (right !== undefined && right.atMs < left.atMs) below += 1;
      const child = this.#entries[below] ?? left;
      if (child.atMs >= entry.atMs) break;
      this.#entries[at] = child;
      at = below;
    }
    this.#entries[at] = entry;
  }
}
