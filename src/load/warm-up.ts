import { median } from '../stats/median.ts';

/** How long a block is. */
export const blockMs = 250;

/** A quarter of a second of the warm-up. */
export interface Block {
  readonly requests: number;
  /** Median response; null where nothing was answered. */
  readonly p50Ms: number | null;
}

/** Two halves of two blocks, and one before them for the users to begin in. */
const fewestBlocks = 5;
const mostBlocks = 10;
/** Share by which a service may still become faster from one block to the next. */
const fallPerBlock = 0.025;
/** Halves of two blocks tell a slow fall from noise too badly to be as strict. */
const fallPerLastBlock = 0.035;
/** Share by which it may become slower in a short look: while users still begin, that hides how it becomes faster. */
const risePerBlock = 0.05;
/** Standard errors a fall must stay below what is allowed: the noisier the blocks, the longer the look. */
const doubt = 0.5;
/** Median distance of two independent normal values in standard deviations: √2·Φ⁻¹(3/4). */
const medianDistance = 0.9539;

/**
 * Whether a warm-up may end: over the last ten blocks (at least five), and over the last four alone, the later half is no longer
 * faster than the earlier one. Halves are compared by their medians, so that no single lucky block ends a warm-up. Among fewer than ten
 * the later half must not be slower either; a service that becomes slower for longer than that is warm, and what it means is for the
 * measured time to say. Blocks without an answer never count as steady.
 *
 * Simulated at 5 % noise: a flat service is warm after 5 blocks in the median, and in 95 of 100 cases after 8; one that becomes faster by
 * 10 % a block is never let through too early, by 5 % in 9 of 100 cases; of a warm-up that begins at twice the time and vanishes with a
 * time constant of 1.25 s at most a tenth is left in 95 of 100.
 */
export function isWarm(blocks: readonly Block[]): boolean {
  const recent = blocks.slice(-mostBlocks);
  const medians = recent.flatMap(({ requests, p50Ms }) => (requests > 0 && p50Ms !== null && p50Ms > 0 ? [Math.log(p50Ms)] : []));
  if (recent.length < fewestBlocks || medians.length < recent.length) return false;
  const noise = noiseOf(medians);
  const isShort = recent.length < mostBlocks;
  return isFlat(medians.slice(-4), fallPerLastBlock, noise, isShort) && isFlat(medians, fallPerBlock, noise, isShort);
}

function isFlat(medians: readonly number[], mostFall: number, noise: number, isShort: boolean): boolean {
  const half = Math.floor(medians.length / 2);
  const change = median(medians.slice(-half)) - median(medians.slice(-2 * half, -half));
  if (isShort && change > risePerBlock * half) return false;
  return change - doubt * noise * Math.sqrt(2 / half) >= -mostFall * half;
}

/** Standard deviation of a block by the distances of neighbours; a steady fall adds to it, which only makes us wait. */
function noiseOf(medians: readonly number[]): number {
  const distances = medians.slice(1).map((value, index) => Math.abs(value - (medians[index] ?? value)));
  return median(distances) / medianDistance;
}
