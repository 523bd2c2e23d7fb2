import { isWarm, type Block } from './warm-up.ts';

/** Hears the warm-up's blocks of several engines and says when it may end: judged on the blocks that all of them have told. */
export function watchWarmup(engines: number, onWarm: () => void): (engine: number, block: Block) => void {
  const told: Block[][] = Array.from({ length: engines }, () => []);
  const joined: Block[] = [];
  return (engine, block) => {
    told[engine]?.push(block);
    const next = told.flatMap((blocks) => blocks[joined.length] ?? []);
    if (next.length < engines) return;
    joined.push(join(next));
    if (isWarm(joined)) onWarm();
  };
}

/** The median of all is taken as the mean of the engines' medians by their requests: they carry alike loads. */
function join(blocks: readonly Block[]): Block {
  const requests = blocks.reduce((sum, block) => sum + block.requests, 0);
  const weighed = blocks.reduce((sum, block) => sum + (block.p50Ms ?? 0) * block.requests, 0);
  return { requests, p50Ms: requests === 0 ? null : weighed / requests };
}
