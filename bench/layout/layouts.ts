/** How base and head are measured next to each other. */
export interface Layout {
  readonly name: string;
  /** Blocks of two halves that a pair of fresh processes serves. */
  readonly blocks: number;
  /** Loads of each process that are not counted. */
  readonly warmUp: { readonly rounds: number; readonly durationMs: number };
  readonly halfMs: number;
  /** `turns`: one half after the other, in random order. `together`: both halves at once. `apart`: all of one process, then all of the other. */
  readonly order: 'turns' | 'together' | 'apart';
  /** Whether both services are bound to the last core. */
  readonly pinned: boolean;
}

const usual: Omit<Layout, 'name'> = { blocks: 5, warmUp: { rounds: 2, durationMs: 250 }, halfMs: 200, order: 'turns', pinned: false };

/** What is tried: each differs from the first in as little as it can. */
export const layouts: readonly Layout[] = [
  { ...usual, name: 'five blocks of 200 ms halves by turns' },
  { ...usual, name: 'three blocks', blocks: 3 },
  { ...usual, name: 'one block', blocks: 1 },
  { ...usual, name: 'twenty blocks', blocks: 20 },
  { ...usual, name: 'ten blocks of 100 ms', blocks: 10, halfMs: 100 },
  { ...usual, name: 'fifteen blocks of 80 ms', blocks: 15, halfMs: 80 },
  { ...usual, name: 'twenty blocks of 50 ms', blocks: 20, halfMs: 50 },
  { ...usual, name: 'seven blocks of 150 ms', blocks: 7, halfMs: 150 },
  { ...usual, name: 'ten blocks of 100 ms and one round of warm-up', blocks: 10, halfMs: 100, warmUp: { rounds: 1, durationMs: 250 } },
  { ...usual, name: 'two blocks of 500 ms', blocks: 2, halfMs: 500 },
  { ...usual, name: 'one round of warm-up', warmUp: { rounds: 1, durationMs: 250 } },
  { ...usual, name: 'three blocks and one round of warm-up', blocks: 3, warmUp: { rounds: 1, durationMs: 250 } },
  { ...usual, name: 'both at once', order: 'together' },
  { ...usual, name: 'one after the other', order: 'apart' },
  { ...usual, name: 'both bound to one core', pinned: true },
];
