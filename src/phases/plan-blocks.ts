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
/** And so long it takes at most: some services answer their last requests long after the load is over. */
const sideWallMs = 2_500;
/** A median of fewer is one of them. */
const fewestBlocks = 3;

/**
 * Many short blocks, but none so short that a service of this pace says too little in a half of it, and fewer, longer ones where each
 * half lasts `overrunMs` beyond its end, until the last answer has come. To cut stragglers off would hide just what made them late.
 */
export function planBlocks(ratePerSecond: number, overrunMs: number): BlockPlan {
  const wantedMs = Math.max((1_000 * enoughAnswers) / ratePerSecond, overrunMs / 2);
  const durationMs = Math.round(Math.min(longestMs, Math.max(shortestMs, Number.isFinite(wantedMs) ? wantedMs : longestMs)));
  const halfMs = settleMs + durationMs;
  const affordable = Math.min(Math.floor(sideMs / halfMs), Math.floor(sideWallMs / (halfMs + Math.max(0, overrunMs))));
  return { blocks: Math.max(fewestBlocks, affordable), times: { settleMs, durationMs } };
}
