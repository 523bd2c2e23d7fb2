import { describe, expect, it } from 'vitest';

import { fitWork, workFor } from '../../src/monitor/work.ts';
import { realWorld } from '../../src/world.ts';

describe('fixed work', () => {
  it('tells how long each of its blocks took', async () => {
    const world = realWorld('', new AbortController().signal);
    const { blocksMs, runQueueShare } = await workFor(fitWork(world), 60, world);
    expect(blocksMs.length).toBeGreaterThan(0);
    for (const ms of blocksMs) expect(ms).toBeGreaterThan(0);
    expect(runQueueShare === null || (runQueueShare >= 0 && runQueueShare <= 1)).toBe(true);
  });

  it('ends when we are asked to stop', async () => {
    const stop = new AbortController();
    const world = realWorld('', stop.signal);
    const work = fitWork(world);
    stop.abort();
    expect(await workFor(work, 600_000, world)).toMatchObject({ blocksMs: [] });
  });
});
