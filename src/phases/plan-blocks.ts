import type { HalfTimes } from './half.ts';

/** How a pair of processes is loaded by turns. */
export interface BlockPlan {
  readonly blocks: number;
  readonly times: HalfTimes;
}

/** In which connections are opened. */
const settleMs = 15;
/** Machines are disturbed for tenths of a second: the shorter a block, the less both of its halves differ by that. */
const shortestMs = 100;
const longestMs = 400;
/** Of fewer answers a half would have no p95 worth the name. */
const enoughAnswers = 50;
/** So long each side is measured in all. */
const sideMs = 1_250;
/** A median of fewer is one of them. */
const fewestBlocks = 3;

/** Many short blocks, but none so short that a service of this pace says too little in a half of it. */
export function planBlocks(ratePerSecond: number): BlockPlan {
  const wantedMs = (1_000 * enoughAnswers) / ratePerSecond;
  const durationMs = Math.round(Math.min(longestMs, Math.max(shortestMs, Number.isFinite(wantedMs) ? wantedMs : longestMs)));
  return { blocks: Math.max(fewestBlocks, Math.floor(sideMs / (settleMs + durationMs))), times: { settleMs, durationMs } };
}
