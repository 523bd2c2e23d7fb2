import { describe, expect, it } from 'vitest';
import { heldIn, settled } from '../../src/diagnose/held.ts';
import { idle, loaded, sockets } from './a-held.ts';

describe('settled', () => {
  it('is what holds no more than before, as far as it is known', () => {
    expect(settled(idle, idle)).toBe(true);
    expect(settled(loaded, idle)).toBe(true);
    for (const more of [
      { processes: 2 },
      { threads: 12 },
      { descriptors: 22 },
      { sockets: sockets({ established: 1 }) },
      { sockets: sockets({ closeWait: 1 }) },
    ]) {
      expect(settled(idle, { ...idle, ...more })).toBe(false);
    }
    const little = { processes: 1, threads: null, descriptors: null, kinds: null, sockets: null };
    expect(settled(idle, little)).toBe(true);
    expect(settled(little, loaded)).toBe(true);
    // What is closing already closes by itself.
    expect(settled(idle, { ...idle, sockets: sockets({ passing: 5 }) })).toBe(true);
  });
});

describe('heldIn', () => {
  const reading = {
    atMs: 1,
    processes: 2,
    cpuMs: 3,
    rssBytes: 4,
    sharedBytes: null,
    vmsBytes: null,
    peakRssBytes: null,
    threads: 5,
    descriptors: 6,
  };
  it('joins a look with the closer one', () => {
    expect(heldIn(reading, null)).toEqual({ processes: 2, threads: 5, descriptors: 6, kinds: null, sockets: null });
    const pressure = { throttledMs: null, groupPeakBytes: null, oomKills: null, cpuStallMs: null, memoryStallMs: null, ioStallMs: null };
    const survey = { atMs: 1, processes: 2, descriptors: idle.kinds, sockets: sockets(), work: null, pressure };
    expect(heldIn(reading, survey)).toMatchObject({ kinds: idle.kinds, sockets: sockets() });
  });
});
