import type { Memory } from '../model/memory.ts';

/** What of a baseline may be used at a time, and how many of its runs claim to be from later. */
export interface Present {
  readonly memory: Memory;
  readonly future: number;
}

/** Clocks of runners differ; what is from further ahead was made up, or dated by a clock that was wrong. */
const clockToleranceMs = 86_400_000;

/**
 * Leaves aside what is from the future: only that, because one wrong clock must not cost a whole history. It stays in the document, for it
 * may be the present clock that is wrong. The order of runs is that in which they were remembered, whatever their clocks said.
 */
export function presentOf(memory: Memory, now: Date): Present {
  const latestMs = now.getTime() + clockToleranceMs;
  const isPresent = ({ createdAt }: { readonly createdAt: string }): boolean => Date.parse(createdAt) <= latestMs;
  const runs = memory.runs.filter(isPresent);
  return { memory: { ...memory, runs, acceptances: memory.acceptances.filter(isPresent) }, future: memory.runs.length - runs.length };
}
