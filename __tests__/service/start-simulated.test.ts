import { describe, expect, it } from 'vitest';
import { startSimulated } from '../../src/service/start-simulated.ts';
import { isOurs } from '../../src/service/start.ts';
import { virtualWorld } from '../../src/simulation/virtual-world.ts';
import { aWorld } from '../baseline/a-world.ts';
import { operation, settings } from '../simulation/a-service.ts';

describe('a simulated service', () => {
  it('is ready when it has started, and ours to start anew', async () => {
    const world = virtualWorld(aWorld(), 1);
    const { timeline } = world;
    if (timeline === undefined) throw new Error('no made-up time');
    await using service = await startSimulated({ settings: { ...settings, startupMs: 250 }, operations: [operation()] }, timeline, world);
    expect(service).toMatchObject({ readyMs: 250, pid: null, target: { url: 'none:' } });
    expect(isOurs(service)).toBe(true);
    expect(service.ending()).toBeNull();
    expect(await service.stop()).toBeNull();
    expect(service.simulated?.lives).toBe(false);
  });

  it('is not started where we are asked to stop', async () => {
    const interruption = new AbortController();
    const world = virtualWorld(aWorld({ interrupted: interruption.signal }), 1);
    const { timeline } = world;
    if (timeline === undefined) throw new Error('no made-up time');
    timeline.at(100, () => interruption.abort(new Error('interrupted')));
    await expect(startSimulated({ settings: { ...settings, startupMs: 250 }, operations: [operation()] }, timeline, world)).rejects.toThrow(
      'interrupted',
    );
    expect(world.now()).toBe(100);
  });
});
