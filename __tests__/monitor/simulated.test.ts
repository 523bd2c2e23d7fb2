import { describe, expect, it } from 'vitest';
import { watchSimulated } from '../../src/monitor/simulated.ts';
import { virtualWorld } from '../../src/simulation/virtual-world.ts';
import { SimulatedService } from '../../src/simulation/service.ts';
import type { World } from '../../src/world.ts';
import { aWorld } from '../baseline/a-world.ts';
import { aService, operation, settings } from '../simulation/a-service.ts';

function open(part: Partial<typeof settings>): { readonly world: World; readonly service: SimulatedService } {
  const world = virtualWorld(aWorld(), 1);
  const { timeline } = world;
  if (timeline === undefined) throw new Error('no made-up time');
  return { world, service: new SimulatedService({ settings: { ...settings, ...part }, operations: [operation()] }, 1, timeline) };
}

describe('the monitor of a simulated service', () => {
  it('looks ten times a second, and costs nothing', async () => {
    const { world, service } = open({});
    using monitor = watchSimulated(service, world);
    service.connections = 3;
    await world.sleep(1_050);
    expect(monitor.readings().map(({ atMs }) => atMs)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
    expect(monitor.readings().at(-1)).toMatchObject({ rssBytes: settings.memoryBytes, descriptors: 13, threads: 5, processes: 1 });
    expect(monitor.survey('with-sockets')).toMatchObject({ sockets: { established: 3 }, work: { ranMs: 0 } });
    expect(monitor.costMs()).toBe(0);
  });

  it('tells that one that is frozen and busy wants a core', async () => {
    const { world, service } = open({ freeze: { atMs: 500, forMs: 1_000, busy: true } });
    using monitor = watchSimulated(service, world);
    await world.sleep(600);
    const before = monitor.survey();
    await world.sleep(100);
    expect((monitor.survey()?.work?.ranMs ?? 0) - (before?.work?.ranMs ?? 0)).toBe(100);
  });

  it('sees nothing of one that is gone', async () => {
    const { world, service } = open({});
    using monitor = watchSimulated(service, world);
    service.stop();
    await world.sleep(1_000);
    expect(monitor.survey()).toBeNull();
    expect(monitor.readings()).toHaveLength(1);
  });

  it('keeps the most memory there was, until a phase begins anew', async () => {
    const { time, service, ask } = aService({}, { heldBytes: 500, timeMs: 150 });
    const world: World = { ...aWorld(), now: () => time.now(), every: (ms, call) => time.every(ms, call) };
    using monitor = watchSimulated(service, world);
    ask('a');
    await time.sleep(400);
    expect(monitor.readings().at(-1)).toMatchObject({ rssBytes: 1_000, peakRssBytes: 1_500 });
    monitor.mark();
    await time.sleep(100);
    expect(monitor.readings().at(-1)).toMatchObject({ rssBytes: 1_000, peakRssBytes: 1_000 });
  });
});
