import { describe, expect, it } from 'vitest';

import { Liveness } from '../../../src/driver/module/liveness.ts';

describe('signs of life', () => {
  it('are asked for once until they come', () => {
    const liveness = new Liveness(10_000, 0);
    expect(liveness.beatMs).toBe(250);
    expect([100, 250, 500].map((nowMs) => liveness.shouldAsk(nowMs))).toEqual([false, true, false]);
    expect(liveness.silentMs(1_250)).toBe(1_000);
    liveness.heard(1_300);
    expect(liveness.silentMs(9_000)).toBe(0);
    expect(liveness.shouldAsk(1_500)).toBe(true);
  });

  it('that are missing for most of an operation give the process up, but not for a moment', () => {
    const slow = new Liveness(10_000, 0);
    slow.shouldAsk(250);
    expect([slow.isSilent(5_000), slow.isSilent(5_250), slow.isStuck(7_500), slow.isStuck(7_750)]).toEqual([false, true, false, true]);
    const quick = new Liveness(100, 0);
    quick.shouldAsk(50);
    expect([quick.isSilent(100), quick.isStuck(1_000), quick.isStuck(1_050)]).toEqual([true, false, true]);
  });

  it('are not missed where nobody asked', () => {
    const liveness = new Liveness(100, 0);
    expect([liveness.isSilent(1e6), liveness.isStuck(1e6)]).toEqual([false, false]);
  });
});
